// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

#include <gtest/gtest.h>

namespace daicho::law {
namespace {

using base::LocalDate;

LocalDate day(const char* text) {
  return LocalDate::parse(text).value();
}
const Calendar& calendar() {
  static const Calendar shipped = Calendar::shipped().value();
  return shipped;
}

TEST(Calendar, knows_the_holidays_an_officer_would_try) {
  const std::pair<const char*, const char*> rows[] = {
      {"2026-09-22", "国民の休日"},   {"2026-05-06", "振替休日"}, {"2027-03-22", "振替休日"},
      {"2026-11-23", "勤労感謝の日"}, {"2026-01-12", "成人の日"}, {"2020-07-24", "スポーツの日"},
      {"2021-08-09", "振替休日"},     {"2024-02-12", "振替休日"}, {"2028-02-11", "建国記念の日"},
  };
  for (const auto& [date, name] : rows) {
    const Holiday* holiday = calendar().holiday_on(day(date)).value();
    ASSERT_NE(holiday, nullptr) << date;
    EXPECT_EQ(holiday->name_ja, name) << date;
  }
  for (const char* plain : {"2026-11-24", "2021-07-19", "2020-10-12", "2026-09-24", "2027-09-21"}) {
    EXPECT_EQ(calendar().holiday_on(day(plain)).value(), nullptr) << plain;
  }
}

TEST(Calendar, has_sixteen_named_holidays_in_every_year) {
  for (int year = 2020; year <= 2028; ++year) {
    int named = 0;
    for (LocalDate at = *LocalDate::of(year, 1, 1); at.year() == year; at = at.plus_days(1)) {
      const Holiday* holiday = calendar().holiday_on(at).value();
      if (holiday != nullptr && holiday->kind == Holiday::Kind::holiday) ++named;
    }
    EXPECT_EQ(named, 16) << year;
  }
}

// Act on National Holidays 3(2), 3(3): the file is data, and this is how it must hang together.
TEST(Calendar, gives_every_holiday_on_a_sunday_a_substitute_and_every_day_between_two_a_rest) {
  const auto kind_on = [](LocalDate at) -> std::optional<Holiday::Kind> {
    const Holiday* holiday = calendar().holiday_on(at).value();
    return holiday == nullptr ? std::nullopt : std::optional(holiday->kind);
  };
  for (LocalDate at = day("2020-01-02"); at < day("2028-12-30"); at = at.plus_days(1)) {
    if (kind_on(at) == Holiday::Kind::holiday && at.weekday() == 0) {
      LocalDate next = at.plus_days(1);
      while (kind_on(next) == Holiday::Kind::holiday) next = next.plus_days(1);
      EXPECT_EQ(kind_on(next), Holiday::Kind::substitute) << at.text();
    }
    const bool between = kind_on(at.plus_days(-1)) == Holiday::Kind::holiday &&
                         kind_on(at.plus_days(1)) == Holiday::Kind::holiday;
    if (between && !kind_on(at)) ADD_FAILURE() << at.text() << " stands between two holidays";
    if (kind_on(at) == Holiday::Kind::citizens) {
      EXPECT_TRUE(between) << at.text();
    }
  }
}

TEST(Calendar, counts_business_days) {
  EXPECT_EQ(calendar().business_day_from(day("2026-09-19")).value(), day("2026-09-24"));
  EXPECT_EQ(calendar().business_day_from(day("2026-09-18")).value(), day("2026-09-18"));
  EXPECT_EQ(calendar().plus_business_days(day("2026-09-18"), 1).value(), day("2026-09-24"));
  EXPECT_EQ(calendar().plus_business_days(day("2026-11-20"), 2).value(), day("2026-11-25"));
  EXPECT_TRUE(calendar().is_business_day(day("2026-12-29")).value());
  EXPECT_TRUE(calendar().is_closed_for_authorities(day("2026-12-29")).value());
}

TEST(Calendar, refuses_days_it_does_not_know) {
  EXPECT_FALSE(calendar().holiday_on(day("2019-12-31")).has_value());
  EXPECT_FALSE(calendar().holiday_on(day("2029-01-01")).has_value());
  EXPECT_FALSE(calendar().final_report_due(day("2028-12-10"), 30).has_value());
  EXPECT_FALSE(calendar().business_day_from(day("2028-12-30")).has_value());
}

TEST(Calendar, refuses_a_broken_file) {
  for (const char* bad :
       {"", "holidays: []", "holidays: 3", "days: []", "holidays:\n  - {on: 2026-02-30, kind: holiday}",
        "holidays:\n  - {on: 2026-02-11, kind: feast, name: {ja: a}}",
        "holidays:\n  - {on: 2026-02-11, kind: holiday}", "holidays: [", "holidays: [[1]]"}) {
    EXPECT_FALSE(Calendar::read(bad).has_value()) << bad;
  }
}

TEST(Calendar, expects_the_first_report_between_day_three_and_day_five) {
  EXPECT_EQ(prompt_report(day("2026-11-24")).expected, day("2026-11-26"));
  EXPECT_EQ(prompt_report(day("2026-11-24")).latest, day("2026-11-28"));
}

}  // namespace
}  // namespace daicho::law
