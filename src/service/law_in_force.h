// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  // From terms made otherwise: simulations and tests choose their own law.
  static LawInForce of(policy::LawTerms terms, const base::PublicDigest& digest) {
    LawInForce law;
    law.terms_ = std::move(terms);
    law.digest_ = digest;
    return law;
  }

  const policy::LawTerms& terms() const { return terms_; }
  // Whether a statute counts from the end of the business year in which the thing to be kept came about.
  bool counts_from_business_year(std::string_view statute) const;
  // SHA-256 of the law data; it stands in every ledger entry.
  const base::PublicDigest& digest() const { return digest_; }

 private:
  policy::LawTerms terms_;
  std::vector<std::string> by_business_year_;
  base::PublicDigest digest_;
};

}  // namespace daicho::service
