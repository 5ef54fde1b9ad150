// SPDX-License-Identifier: Apache-2.0
#include "policy/retention.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

using base::LocalDate;

LocalDate day(const char* text) {
  return LocalDate::parse(text).value();
}

const Policy& sample() {
  static const Policy policy = policy_of(sample_text());
  return policy;
}

RetentionIndex retention(std::string_view name) {
  return *sample().retentions().find(name);
}
EventIndex event(std::string_view name) {
  return *sample().events().find(name);
}
HoldKindIndex hold(std::string_view name) {
  return *sample().hold_kinds().find(name);
}

StatutePeriod statute(std::string_view name, const char* base) {
  StatutePeriod period = *sample_law().find_statute(name);
  period.base_date = day(base);
  return period;
}

// What an end reads like: `2026-11-21 policy contract`.
std::string text(const ErasureDate& end) {
  std::string out = end.date ? end.date->text() : "never";
  out += " " + std::string(public_name(end.kept_by).text());
  out += " " + (end.which ? end.which->text() : "?");
  if (end.waits_for) out += " waits for " + sample().events()[*end.waits_for].name.text();
  return out;
}

TEST(ErasureDate, is_the_latest_of_policy_statutes_and_holds) {
  struct Case {
    const char* what;
    const char* retention;
    RetentionFacts facts;
    const char* end;
  };
  const EventDate inquiry{event("inquiry_received"), day("2024-02-29")};
  const EventDate ended{event("contract_ended"), day("2021-11-20")};
  const auto companies = statute("companies_act_432", "2021-03-31"),
             later_companies = statute("companies_act_432", "2022-03-31");
  const auto tax = statute("corporate_tax_59", "2021-12-31");
  const EventDate purposes_ended{event_purpose_ended, day("2025-01-31")};
  const Case cases[] = {
      {"leap day and three years", "inquiry", {{inquiry}, {}, {}}, "2027-03-01 policy inquiry"},
      {"no inquiry yet", "inquiry", {{}, {}, {}}, "never policy inquiry waits for inquiry_received"},
      {"a second inquiry does not start again",
       "inquiry",
       {{inquiry, {event("inquiry_received"), day("2025-05-05")}}, {}, {}},
       "2027-03-01 policy inquiry"},
      {"the purposes end first",
       "inquiry",
       {{inquiry, purposes_ended}, {}, {}},
       "2025-02-01 purpose_end inquiry"},
      {"the purposes end before anything began",
       "inquiry",
       {{purposes_ended}, {}, {}},
       "2025-02-01 purpose_end inquiry"},
      {"the purposes end later",
       "inquiry",
       {{inquiry, {event_purpose_ended, day("2029-01-31")}}, {}, {}},
       "2027-03-01 policy inquiry"},
      {"policy outlasts both statutes",
       "contract",
       {{ended}, {companies, tax}, {}},
       "2031-11-21 policy contract"},
      {"a statute outlasts the policy",
       "contract",
       {{ended}, {later_companies, tax}, {}},
       "2032-04-01 statute companies_act_432"},
      {"a statute of unknown base keeps",
       "contract",
       {{ended}, {tax}, {}},
       "never statute companies_act_432"},
      {"renewal moves the end",
       "contract",
       {{ended, {event("contract_ended"), day("2022-11-20")}}, {companies, tax}, {}},
       "2032-11-21 policy contract"},
      {"sixty days", "visit", {{{event_acquired, day("2026-11-21")}}, {}, {}}, "2027-01-21 policy visit"},
      {"while needed",
       "while_needed",
       {{{event_acquired, day("2020-01-01")}}, {}, {}},
       "never purpose_end while_needed waits for purpose_ended"},
      {"no longer needed", "while_needed", {{purposes_ended}, {}, {}}, "2025-02-01 purpose_end while_needed"},
      {"as the law says", "accounting", {{}, {companies}, {}}, "2031-04-01 statute companies_act_432"},
      {"as an unknown law says",
       "accounting",
       {{{event_acquired, day("2020-01-01")}}, {}, {}},
       "never statute companies_act_432"},
      {"a hold outlasts all",
       "inquiry",
       {{inquiry}, {}, {{hold("law"), day("2030-06-30")}}},
       "2030-07-01 hold law"},
      {"a hold ends before",
       "inquiry",
       {{inquiry}, {}, {{hold("law"), day("2026-06-30")}}},
       "2027-03-01 policy inquiry"},
      {"a hold without end keeps", "inquiry", {{inquiry}, {}, {{hold("dispute"), {}}}}, "never hold dispute"},
      {"a hold against an early end of purpose",
       "inquiry",
       {{inquiry, purposes_ended}, {}, {{hold("law"), day("2026-06-30")}}},
       "2026-07-01 hold law"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(text(erasure_date(sample(), retention(c.retention), c.facts)), c.end) << c.what;
}

TEST(ErasureDate, names_its_clause_its_article_and_the_last_day_to_erase) {
  const RetentionFacts facts{
      {{event("contract_ended"), day("2011-11-20")}},
      {statute("companies_act_432", "2022-03-31"), statute("corporate_tax_59", "2012-03-31")},
      {}};
  const ErasureDate end = erasure_date(sample(), retention("contract"), facts);
  EXPECT_EQ(end.date, day("2032-04-01"));
  EXPECT_EQ(end.erase_by, day("2032-04-15"));
  EXPECT_EQ(sample().clauses()[*end.clause].name.text(), "retention");
  EXPECT_EQ(end.article->text(), "article-of-it");
  EXPECT_FALSE(end.is_erasable(day("2032-03-31")));
  EXPECT_TRUE(end.is_erasable(day("2032-04-01")));
}

TEST(StatutePeriod, counts_from_the_day_the_law_names) {
  EXPECT_EQ(last_day(statute("corporate_tax_59", "2026-03-31")), day("2033-05-31"));
  EXPECT_EQ(last_day(statute("companies_act_432", "2026-03-31")), day("2036-03-31"));
  EXPECT_FALSE(last_day(*sample_law().find_statute("companies_act_432")).has_value());
}

TEST(EndedPurposes, are_those_whose_event_was_reported) {
  const auto billing = *sample().purposes().find("billing");
  EXPECT_TRUE(ended_purposes(sample(), {}).empty());
  EXPECT_EQ(ended_purposes(sample(), EventSet().set(event("contract_ended"))), PurposeSet().set(billing));
}

}  // namespace
}  // namespace daicho::policy
