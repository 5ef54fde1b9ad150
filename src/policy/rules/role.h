// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `role`: who answers for what: may, two_person, required.
std::unique_ptr<Rule> read_role(Declared head, Fields& fields);

}  // namespace daicho::policy
