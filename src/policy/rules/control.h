// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `control`: a measure kept by evidence: evidence, every.
std::unique_ptr<Rule> read_control(Declared head, Fields& fields);

}  // namespace daicho::policy
