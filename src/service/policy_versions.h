// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/instant.h"
#include "base/public_record.h"
#include "base/result.h"
#include "policy/compile.h"
#include "service/law_in_force.h"
#include "service/office.h"

namespace daicho::service {

// Compiles a policy that is to be in force from `now` on. `policy_invalid` with the number of errors, and the
// first one's code and position; `invalid_value` when it takes effect on a later day, for nothing at all
// could be decided until then. The compilation returned has a policy.
base::Result<policy::Compilation> compile_for_publication(std::string_view yaml,
                                                          const base::PublicDigest& digest,
                                                          const LawInForce& law, base::Instant now);

// A policy that was published once, compiled again, to be asked what it said. `not_found` when none has that
// digest.
base::Result<policy::Policy> policy_of(const Office& office, const LawInForce& law,
                                       const base::PublicDigest& digest);

}  // namespace daicho::service
