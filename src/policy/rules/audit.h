// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `audit`: a look at whether all is kept: type, every, evidence.
std::unique_ptr<Rule> read_audit(Declared head, Fields& fields);

}  // namespace daicho::policy
