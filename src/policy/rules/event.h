// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `event`: an event that may start a period: counts (first or last of several reports).
std::unique_ptr<Rule> read_event(Declared head, Fields& fields);

}  // namespace daicho::policy
