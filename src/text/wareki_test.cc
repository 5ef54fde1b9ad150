// SPDX-License-Identifier: Apache-2.0
#include "text/wareki.h"

#include <gtest/gtest.h>

#include "text/vector_file.h"

namespace daicho::text {
namespace {

using base::LocalDate;

TEST(Wareki, reads_dates_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("date.tsv", 3)) {
    const auto written = parse_date(columns[0]);
    EXPECT_EQ(written ? written->date.text() : "none", columns[1]) << line;
    EXPECT_EQ(written ? public_name(written->warning).text() : "", columns[2]) << line;
  }
}

TEST(Wareki, writes_dates_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("wareki_text.tsv", 3)) {
    const auto date = LocalDate::parse(columns[0]);
    ASSERT_TRUE(date) << line;
    EXPECT_EQ(wareki_text(*date), columns[1]) << line;
    EXPECT_EQ(western_text(*date), columns[2]) << line;
  }
}

TEST(Wareki, reads_back_every_day_since_meiji_and_warns_of_none_after_1872) {
  const LocalDate last = *LocalDate::of(2040, 12, 31);
  for (LocalDate day = first_day(Era::meiji); day <= last; day = day.plus_days(1)) {
    const auto written = parse_date(wareki_text(day));
    ASSERT_TRUE(written) << day.text();
    ASSERT_EQ(written->date, day);
    ASSERT_EQ(written->warning, day.year() <= 1872 ? DateWarning::lunisolar_calendar : DateWarning::none)
        << day.text();
    ASSERT_EQ(parse_date(western_text(day))->date, day);
  }
}

TEST(Wareki, remembers_the_era_that_was_written) {
  EXPECT_EQ(parse_date("平成31年5月1日")->era, Era::heisei);
  EXPECT_EQ(parse_date("2019-05-01")->era, std::nullopt);
}

TEST(Wareki, knows_no_era_before_meiji) {
  EXPECT_FALSE(to_wareki(*LocalDate::of(1868, 1, 24)));
  EXPECT_EQ(to_wareki(*LocalDate::of(1868, 1, 25))->year, 1);
  EXPECT_EQ(public_name(to_wareki(*LocalDate::of(2026, 11, 21))->era).text(), "reiwa");
}

}  // namespace
}  // namespace daicho::text
