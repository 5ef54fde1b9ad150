// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `duty`: what comes with a permit: does, with.
std::unique_ptr<Rule> read_duty(Declared head, Fields& fields);

}  // namespace daicho::policy
