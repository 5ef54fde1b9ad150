// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/public_record.h"
#include "policy/findings.h"
#include "policy/law_terms.h"
#include "policy/policy.h"

namespace daicho::policy {

// What the reading of a policy file came to.
struct Compilation {
  std::optional<Policy> policy;  // there is none when any finding is an error
  Findings findings;             // in the order of the file
};

// Reads, checks and compiles a policy file. Pure: the same bytes give the same policy. Any bytes may be
// given.
//
// `digest` is the SHA-256 of `yaml`; it becomes the policy's identity. `law` is what the file may refer to,
// as of the day the policy takes effect.
Compilation compile(std::string_view yaml, const base::PublicDigest& digest, const LawTerms& law);

}  // namespace daicho::policy
