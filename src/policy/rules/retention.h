// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `retention`: a retention class: trigger, period, statutes, also_when, without_delay, erase.
std::unique_ptr<Rule> read_retention(Declared head, Fields& fields);

}  // namespace daicho::policy
