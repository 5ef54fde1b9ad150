// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/draft.h"

namespace daicho::policy {

// Checks what no single rule can: clauses without rules, gaps in the numbering, bodies pasted twice,
// translations that drift, a missing operator, contact or purpose limit. `rule_counts[i]` is the number of
// rules of clause i.
void check_document(Draft& draft, const std::vector<std::size_t>& rule_counts);

}  // namespace daicho::policy
