// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/local_date.h"
#include "base/public_record.h"
#include "base/result.h"
#include "policy/law_terms.h"

namespace daicho::service {

// The law as the policies of this register refer to it, read once at the start. Immutable; thread-safe.
class LawInForce {
 public:
  // From the law data that the program carries (law/).
  static base::Result<LawInForce> carried(base::LocalDate as_of);

  const policy::LawTerms& terms() const { return terms_; }
  // SHA-256 of the law data; it stands in every ledger entry.
  const base::PublicDigest& digest() const { return digest_; }

 private:
  policy::LawTerms terms_;
  base::PublicDigest digest_;
};

}  // namespace daicho::service
