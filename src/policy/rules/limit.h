// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `limit`: a closed list: closes, exceptions [{exception, label, cites, limbs}], never_reach.
std::unique_ptr<Rule> read_limit(Declared head, Fields& fields);

}  // namespace daicho::policy
