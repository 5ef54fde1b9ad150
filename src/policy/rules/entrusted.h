// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `entrusted`: what clients entrusted to us: from, records, purposes.
std::unique_ptr<Rule> read_entrusted(Declared head, Fields& fields);

}  // namespace daicho::policy
