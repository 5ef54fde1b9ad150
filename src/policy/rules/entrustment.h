// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `entrustment`: work given to contractors: items, purposes, requires, abroad.
std::unique_ptr<Rule> read_entrustment(Declared head, Fields& fields);

}  // namespace daicho::policy
