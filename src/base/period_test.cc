// SPDX-License-Identifier: Apache-2.0
#include "base/period.h"

#include <gtest/gtest.h>

namespace daicho::base {
namespace {

LocalDate day(const char* text) {
  return *LocalDate::parse(text);
}

TEST(LastDay, counts_as_the_civil_code_does) {
  struct Case {
    const char* base;
    Period period;
    FirstDay first_day;
    const char* last;
  };
  constexpr auto counted = FirstDay::counted;
  constexpr auto not_counted = FirstDay::not_counted;
  const Case cases[] = {
      {"2021-11-20", {.months = 60}, not_counted, "2026-11-20"},
      {"2024-02-29", {.months = 36}, not_counted, "2027-02-28"},
      {"2021-02-28", {.months = 36}, not_counted, "2024-02-29"},
      {"2026-01-31", {.months = 1}, not_counted, "2026-02-28"},
      {"2026-01-30", {.months = 1}, not_counted, "2026-02-28"},
      {"2026-02-28", {.months = 1}, not_counted, "2026-03-31"},
      {"2023-04-01", {.months = 36}, counted, "2026-03-31"},
      {"2023-04-01", {.months = 36}, not_counted, "2026-04-01"},
      {"2024-02-29", {.months = 12}, counted, "2025-02-28"},
      {"2026-01-31", {.days = 14}, not_counted, "2026-02-14"},
      {"2026-01-31", {.days = 14}, counted, "2026-02-13"},
  };
  for (const Case& c : cases) EXPECT_EQ(last_day(day(c.base), c.period, c.first_day), day(c.last)) << c.base;
}

TEST(ParsePeriod, reads_days_months_and_years) {
  EXPECT_EQ(parse_period("30 days"), (Period{.days = 30}));
  EXPECT_EQ(parse_period("1 month"), (Period{.months = 1}));
  EXPECT_EQ(parse_period("10 years"), (Period{.months = 120}));
  for (const char* wrong : {"", "3", "years", "0 days", "-1 days", "3  days", "3 weeks", "1001 days", "3 daysx"}) {
    EXPECT_FALSE(parse_period(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace daicho::base
