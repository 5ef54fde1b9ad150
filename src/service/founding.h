// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/term.h"
#include "crypto/passphrase.h"
#include "crypto/secret.h"
#include "policy/findings.h"
#include "service/law_in_force.h"
#include "store/store.h"
#include "vault/key_book.h"

namespace daicho::service {

// What a new register needs.
struct FoundingWish {
  const crypto::SecretBytes& passphrase;  // opens the keys from now on
  crypto::PassphraseCost cost;
  std::string_view policy_yaml;  // the first policy
  base::Term caller;             // the name of the first caller, who may do everything
};

// A register that was founded.
struct Founded {
  vault::KeyBook keys;
  base::CallerId caller;
  std::string api_key;        // of the first caller; shown once, for only its digest is kept
  policy::Findings findings;  // what the policy's publisher is to know: no errors
};

// What came of it: a register, or errors in the policy, and then nothing was done.
using FoundingOutcome = std::variant<Founded, policy::Findings>;

// Makes a register of an empty store (`daicho init`): its keys, its first policy in force, its first caller;
// the ledger begins with init, policy_publish and caller_create. When it was cut off after the keys, calling
// it again goes on from there. `file_exists` when the store has a register already; `invalid_value` when the
// policy takes effect on a later day.
base::Result<FoundingOutcome> found(store::Store& store, const FoundingWish& wish, const LawInForce& law,
                                    base::Instant now, base::Randomness& randomness);

}  // namespace daicho::service
