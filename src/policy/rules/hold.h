// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `hold`: a kind of hold: needs.
std::unique_ptr<Rule> read_hold(Declared head, Fields& fields);

}  // namespace daicho::policy
