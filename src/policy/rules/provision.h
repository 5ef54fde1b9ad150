// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `provision`: a case in which items may be given to a third party: to, items, basis, purposes, means, needs,
// for_payment, abroad.
std::unique_ptr<Rule> read_provision(Declared head, Fields& fields);

}  // namespace daicho::policy
