// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `related`: purposes within reasonable relation to others: from, to, why.
std::unique_ptr<Rule> read_related(Declared head, Fields& fields);

}  // namespace daicho::policy
