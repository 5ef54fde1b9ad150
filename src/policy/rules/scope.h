// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `scope`: whose information the policy speaks of: subjects.
std::unique_ptr<Rule> read_scope(Declared head, Fields& fields);

}  // namespace daicho::policy
