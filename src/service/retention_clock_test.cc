// SPDX-License-Identifier: Apache-2.0
#include "service/retention_clock.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/fixture_policy.h"

namespace daicho::service {
namespace {

base::Term term(const char* text) {
  return *base::Term::declared(text);
}

// The last day of an account that was invoiced on `invoiced`, under a policy whose business year ends so: the
// Companies Act has books kept ten years from their closing (companies_act_432 of the law data).
std::string kept_until(const char* business_year_ends, const char* invoiced) {
  const LawInForce law = *LawInForce::carried(*base::LocalDate::parse("2026-06-01"));
  std::string yaml(fixture_policy);
  const std::string before = "      - organisation: tests\n";
  const std::size_t at = yaml.find(before) + before.size();
  if (*business_year_ends != '\0')
    yaml.insert(at, std::string("        business_year_ends: \"") + business_year_ends + "\"\n");
  const policy::Compilation compiled = policy::compile(yaml, crypto::public_digest(yaml), law.terms());
  if (!compiled.policy) return "the policy has errors";
  const base::Instant acquired = *base::Instant::parse("2026-01-01T00:00:00Z");
  const auto record_id = *base::RecordId::from_bytes(std::string(16, 'r'));
  vault::Subject person;
  person.events.push_back({term("invoice_issued"), *base::LocalDate::parse(invoiced), record_id, acquired});
  const vault::Record record{.type = term("contract"),
                             .acquired = acquired,
                             .revised = acquired,
                             .channel = term("website"),
                             .purposes = {term("contract")},
                             .policy = {},
                             .items = {{term("payment_method"), "sealed"}},
                             .sealed_source = {},
                             .index = {},
                             .due = {},
                             .attachments = {}};
  const auto ends = ends_of(*compiled.policy, law, person, record_id, record);
  return ends.size() == 1 && ends.front().end.date ? ends.front().end.date->plus_days(-1).text() : "no end";
}

TEST(RetentionClock, books_are_kept_from_the_end_of_the_business_year_the_policy_states) {
  struct Case {
    const char* business_year_ends;
    const char* invoiced;
    const char* kept_until;
  };
  const Case cases[] = {
      {"", "2026-03-31", "2036-03-31"},      {"", "2026-04-01", "2037-03-31"},
      {"03-31", "2026-04-01", "2037-03-31"}, {"12-31", "2026-04-01", "2036-12-31"},
      {"12-31", "2026-12-31", "2036-12-31"}, {"09-30", "2026-10-01", "2037-09-30"},
      {"02-29", "2026-02-28", "2036-02-29"}, {"02-29", "2026-03-01", "2037-02-28"},
  };
  for (const Case& one : cases)
    EXPECT_EQ(kept_until(one.business_year_ends, one.invoiced), one.kept_until)
        << one.business_year_ends << ", invoiced " << one.invoiced;
}

}  // namespace
}  // namespace daicho::service
