// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `channel`: a way in: items, source (optional or required).
std::unique_ptr<Rule> read_channel(Declared head, Fields& fields);

}  // namespace daicho::policy
