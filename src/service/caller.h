// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "policy/decide.h"
#include "service/office.h"
#include "vault/key_book.h"

namespace daicho::service {

// A fresh API key: `dk_` and 32 random bytes in Base32. It is shown once and kept only as its digest.
std::string new_api_key(base::Randomness& randomness);
// What is kept of an API key.
base::KeyedDigest api_key_digest(const vault::KeyBook& keys, std::string_view api_key);

// The caller who has this API key now. `unauthenticated` for an unknown or revoked one, without saying which.
base::Result<Caller> authenticate(const Office& office, const vault::KeyBook& keys, std::string_view api_key);

// What the decision is told of the caller. Purposes that the policy no longer declares are left out.
policy::CallerFacts caller_facts(const Caller& caller, const policy::Policy& policy);

}  // namespace daicho::service
