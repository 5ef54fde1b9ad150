// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/instant.h"
#include "service/alias_claims.h"
#include "service/law_in_force.h"
#include "service/ledger_book.h"
#include "service/ledger_clock.h"
#include "service/office.h"
#include "service/run_progress.h"
#include "store/store.h"
#include "vault/indexer.h"
#include "vault/key_book.h"
#include "vault/sealer.h"

namespace daicho::service {

// The register (台帳): everything the operations work with. main() puts it together; nothing else holds any
// of these. Thread-safe.
class Register {
 public:
  // All must outlive the Register.
  Register(store::Store& store_of, const vault::KeyBook& key_book, const base::Clock& clock_of,
           base::Randomness& randomness_of, const LawInForce& law_of)
      : store(store_of),
        keys(key_book),
        clock(clock_of),
        randomness(randomness_of),
        law(law_of),
        sealer(key_book, randomness_of),
        indexer(key_book.index_key()),
        office(store_of, law_of),
        ledger(store_of, key_book) {}

  store::Store& store;
  const vault::KeyBook& keys;
  const LedgerClock clock;
  base::Randomness& randomness;
  const LawInForce& law;
  const vault::Sealer sealer;
  const vault::Indexer indexer;
  const OfficeView office;
  const LedgerBook ledger;
  mutable AliasClaims alias_claims;
  mutable RunProgress run_progress;  // of the retention run under way
};

}  // namespace daicho::service
