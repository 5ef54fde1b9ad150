// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `item`: an item that may be held: value, class, optional, only_if, masked.
std::unique_ptr<Rule> read_item(Declared head, Fields& fields);

}  // namespace daicho::policy
