// SPDX-License-Identifier: Apache-2.0
#include "service/law_in_force.h"

#include <algorithm>

#include "crypto/hash.h"
#include "law/law_book.h"

namespace daicho::service {
namespace {

policy::Citation citation_of(const law::Citation& row) {
  return {row.name, {row.printed_ja, row.printed_en}};
}

policy::StatutePeriod statute_of(const law::Statute& row) {
  return {.name = row.name,
          .citation = row.cites,
          .months = row.period.months,
          .months_before_start = row.delay.months,
          .counts_first_day = row.first_day == law::FirstDay::counted};
}

}  // namespace

base::Result<LawInForce> LawInForce::carried(base::LocalDate as_of) {
  ASSIGN_OR_RETURN(const law::LawBook book, law::LawBook::shipped());
  const law::Law law = book.as_of(as_of);
  LawInForce in_force;
  for (const law::Citation& row : law.citations) in_force.terms_.citations.push_back(citation_of(row));
  for (const law::Citation& row : book.citations()) {
    if (row.to && *row.to < as_of) in_force.terms_.outdated.push_back(citation_of(row));
  }
  for (const law::Statute& row : law.statutes) {
    in_force.terms_.statutes.push_back(statute_of(row));
    if (row.base.text() == "books_closed" || row.base.text() == "business_year_ended") {
      in_force.by_business_year_.push_back(row.name.text());
    }
  }
  std::string all;
  for (const auto& file : law::shipped_texts().files()) all.append(file.text);
  in_force.digest_ = crypto::public_digest(all);
  return in_force;
}

bool LawInForce::counts_from_business_year(std::string_view statute) const {
  return std::find(by_business_year_.begin(), by_business_year_.end(), statute) != by_business_year_.end();
}

}  // namespace daicho::service
