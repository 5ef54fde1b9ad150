// SPDX-License-Identifier: Apache-2.0
#include "law/breaches.h"

#include <gtest/gtest.h>

#include "law/law_book.h"

namespace daicho::law {
namespace {

using base::LocalDate;

LocalDate day(const char* text) {
  return LocalDate::parse(text).value();
}

struct Reports {
  Law law = LawBook::shipped().value().as_of(day("2026-11-21"));
  Calendar calendar = Calendar::shipped().value();

  // "appi 2026-12-23 | telecom 2026-12-24" for the reports due of a breach known on `known`.
  std::string due(const BreachFacts& facts, const char* known = "2026-11-24") const {
    std::string text;
    const auto reports = reports_due(law, calendar, facts, day(known));
    for (const ReportDue& report : *reports) {
      text += (text.empty() ? "" : " | ") +
              std::string(public_name(law.reportings[report.reporting].regime).text()) + " " +
              report.final_latest.text();
    }
    return text;
  }
};

// L-26.1, L-26.4, L-M6, L-T3.
TEST(BreachTriggers, decide_what_is_reported_and_by_when) {
  const struct {
    const char* what;
    BreachFacts facts;
    const char* due;
  } rows[] = {
      {"one person, nothing special", {.persons_max = 1}, ""},
      {"exactly 1,000", {.persons_max = 1000}, ""},
      {"1,001", {.persons_max = 1001}, "appi 2026-12-23"},
      {"number unknown", {}, "appi 2026-12-23"},
      {"one special-care record", {.persons_max = 1, .has_special_care = true}, "appi 2026-12-23"},
      {"one card number", {.persons_max = 1, .may_cause_property_damage = true}, "appi 2026-12-23"},
      {"skimming of one", {.persons_max = 1, .may_have_wrongful_purpose = true}, "appi 2027-01-22"},
      {"wrongful and 1,001", {.persons_max = 1001, .may_have_wrongful_purpose = true}, "appi 2027-01-22"},
      {"nobody", {.persons_max = 0, .has_special_care = true}, ""},
      {"encrypted", {.persons_max = 5000, .has_special_care = true, .is_protected = true}, ""},
      {"100 My Numbers", {.persons_max = 100, .has_my_number = true}, ""},
      {"101 My Numbers", {.persons_max = 101, .has_my_number = true}, "my_number 2026-12-23"},
      {"My Number seen by many",
       {.persons_max = 1, .has_my_number = true, .is_viewable_by_many = true},
       "my_number 2026-12-23"},
      {"secret of a carrier",
       {.persons_max = 1, .has_communication_secret = true, .operator_is_carrier = true},
       "telecom 2026-12-24"},
      {"secret, no carrier", {.persons_max = 1, .has_communication_secret = true}, ""},
      {"mark, one person",
       {.persons_max = 1, .operator_holds_privacy_mark = true},
       "privacy_mark 2026-12-23"},
      {"carrier with 1,001",
       {.persons_max = 1001, .has_communication_secret = true, .operator_is_carrier = true},
       "appi 2026-12-23 | telecom 2026-12-24"},
  };
  const Reports reports;
  for (const auto& row : rows) EXPECT_EQ(reports.due(row.facts), row.due) << row.what;
}

TEST(BreachTriggers, expect_the_first_report_between_day_three_and_day_five) {
  const Reports reports;
  const auto due = reports_due(reports.law, reports.calendar, {}, day("2026-11-24")).value();
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].first_expected, day("2026-11-26"));
  EXPECT_EQ(due[0].first_latest, day("2026-11-28"));
  EXPECT_EQ(due[0].first_latest, prompt_report(day("2026-11-24")).latest);
}

TEST(BreachTriggers, give_no_days_where_the_law_says_promptly) {
  const Reports reports;
  const BreachFacts facts{.persons_max = 1, .has_communication_secret = true, .operator_is_carrier = true};
  const auto due = reports_due(reports.law, reports.calendar, facts, day("2026-11-24")).value();
  ASSERT_EQ(due.size(), 1u);
  EXPECT_FALSE(due[0].first_latest.has_value());
}

TEST(BreachTriggers, refuse_days_the_calendar_does_not_know) {
  const Reports reports;
  EXPECT_FALSE(reports_due(reports.law, reports.calendar, {}, day("2028-12-20")).has_value());
}

// L-26.5, L-26.8: nine matters to the Commission, and of these 1, 2, 4, 5 and 9 to the persons.
TEST(BreachNotices, tell_the_persons_five_of_the_nine_matters) {
  const Law law = LawBook::shipped().value().as_of(day("2026-11-21"));
  const Notice* report = law.notices.find("breach_report");
  const Notice* to_persons = law.notices.find("breach_to_persons");
  ASSERT_TRUE(report != nullptr && to_persons != nullptr);
  ASSERT_EQ(report->matters.size(), 9u);
  ASSERT_EQ(to_persons->matters.size(), 5u);
  const std::size_t told[] = {0, 1, 3, 4, 8};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(to_persons->matters[i].name, report->matters[told[i]].name);
}

}  // namespace
}  // namespace daicho::law
