// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/draft.h"

namespace daicho::policy {

// Reports what the law gives or asks and the policy as a whole leaves out: rights of the person, groups of
// safety measures.
void check_legal_gaps(Draft& draft);

}  // namespace daicho::policy
