// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `contact`: where a person turns to: telephone, email, address, hours {days, from, to, holidays}.
std::unique_ptr<Rule> read_contact(Declared head, Fields& fields);

}  // namespace daicho::policy
