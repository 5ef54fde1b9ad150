// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/decide.h"
#include "policy/world.h"

namespace daicho::policy {

// For tests: what spec/policy.md says about use and acquisition, written down a second time as plainly as it
// can be said, item by item and without sets of bits. The question must be of the policy.
bool permits_by_the_letter(const World& world);

}  // namespace daicho::policy
