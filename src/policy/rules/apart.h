// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `apart`: items never held or used together with others: items, from.
std::unique_ptr<Rule> read_apart(Declared head, Fields& fields);

}  // namespace daicho::policy
