// SPDX-License-Identifier: Apache-2.0
#include "base/local_date.h"

#include <gtest/gtest.h>

namespace daicho::base {
namespace {

LocalDate day(const char* text) {
  return LocalDate::parse(text).value();
}

TEST(LocalDate, counts_months_and_years_as_the_civil_code_does) {
  EXPECT_EQ(day("2024-02-29").plus_years(3), day("2027-02-28"));
  EXPECT_EQ(day("2024-02-29").plus_years(4), day("2028-02-29"));
  EXPECT_EQ(day("2026-01-31").plus_months(1), day("2026-02-28"));
  EXPECT_EQ(day("2026-03-31").plus_months(-1), day("2026-02-28"));
  EXPECT_EQ(day("2021-11-20").plus_years(5).plus_days(1), day("2026-11-21"));
}

TEST(LocalDate, is_the_day_in_japan) {
  EXPECT_EQ(LocalDate::on(Instant::parse("2026-11-20T14:59:59Z").value()), day("2026-11-20"));
  EXPECT_EQ(LocalDate::on(Instant::parse("2026-11-20T15:00:00Z").value()), day("2026-11-21"));
  EXPECT_EQ(day("2026-11-21").start().text(), "2026-11-20T15:00:00Z");
  EXPECT_EQ(LocalDate::on(Instant::from_microseconds(-1)), day("1970-01-01"));
}

TEST(LocalDate, knows_weekdays) {
  EXPECT_EQ(day("2026-11-23").weekday(), 1u);
  EXPECT_EQ(day("2026-11-21").weekday(), 6u);
}

TEST(LocalDate, refuses_days_that_are_not) {
  for (const char* bad : {"2026-02-29", "2026-13-01", "2026-00-01", "0000-01-01", "2026-1-1", "2026/01/01",
                          "20260101", "2026-01-01 "}) {
    EXPECT_FALSE(LocalDate::parse(bad)) << bad;
  }
}

TEST(Instant, reads_and_writes_rfc_3339) {
  const std::pair<const char*, const char*> rows[] = {
      {"2026-11-21T10:38:50Z", "2026-11-21T10:38:50Z"},
      {"2026-11-21T19:38:50+09:00", "2026-11-21T10:38:50Z"},
      {"2026-11-21T10:38:50.5Z", "2026-11-21T10:38:50.5Z"},
      {"2026-11-21T10:38:50.000001Z", "2026-11-21T10:38:50.000001Z"},
      {"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
  };
  for (const auto& [in, out] : rows) EXPECT_EQ(Instant::parse(in).value().text(), out);
  for (const char* bad : {"2026-11-21", "2026-11-21T10:38:50", "2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z",
                          "2026-11-21T10:38:50.Z", "2026-11-21T10:38:50.1234567Z", "2026-11-21T10:38:50+9:00",
                          "2026-11-21T10:38:50Zx"}) {
    EXPECT_FALSE(Instant::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace daicho::base
