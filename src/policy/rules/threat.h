// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `threat`: a danger that the policy says it guards against.
std::unique_ptr<Rule> read_threat(Declared head, Fields& fields);

}  // namespace daicho::policy
