// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "law/calendar.h"
#include "law/counting.h"
#include "law/law_book.h"
#include "law/rows.h"

namespace daicho::law {
namespace {

using base::LocalDate;

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// What one line of the file counts to; nothing for a way of counting that is not known here.
std::optional<LocalDate> counted(const Row& row, const Calendar& calendar, const Law& law) {
  const LocalDate base = LocalDate::parse(row.text("base")).value();
  const Period period = parse_period(row.text("period")).value_or(Period{});
  const std::string_view count = row.text("count");
  if (count == "end") return last_day(base, period);
  if (count == "end_from") return last_day(base, period, FirstDay::counted);
  if (count == "erasable") return last_day(base, period).plus_days(1);
  if (count == "final_report") return calendar.final_report_due(base, period.days).value();
  if (count == "suit") return suit_possible_from(base);
  if (count == "age") return day_age_is_reached(base, std::stoi(std::string(row.text("years"))));
  if (count == "deadline") return law.deadlines.find(row.text("deadline"))->due(base, calendar).value();
  if (count == "expected") return law.deadlines.find(row.text("deadline"))->expected_by(base);
  if (count == "business_day") return calendar.business_day_from(base).value();
  if (count == "open_day") return calendar.open_day_from(base).value();
  if (count == "statute") return law.statute(row.text("statute"))->last_day(base);
  return std::nullopt;
}

TEST(CountingVectors, come_out_as_written) {
  const auto rows =
      read_rows(file(DAICHO_SOURCE_DIR "/law/counting-vectors.yaml"), "law/counting-vectors.yaml", "vectors")
          .value();
  const Calendar calendar = Calendar::shipped().value();
  const Law law = LawBook::shipped().value().as_of(LocalDate::parse("2026-11-21").value());
  ASSERT_GE(rows.size(), 50u);
  for (const Row& row : rows) {
    const auto result = counted(row, calendar, law);
    ASSERT_TRUE(result.has_value()) << row.text("count");
    EXPECT_EQ(result->text(), row.text("is"))
        << row.text("count") << " " << row.text("base") << " " << row.text("period") << row.text("statute")
        << row.text("deadline");
  }
}

TEST(Period, is_read_strictly) {
  EXPECT_EQ(parse_period("10 years"), (Period{120, 0}));
  EXPECT_EQ(parse_period("1 month"), (Period{1, 0}));
  EXPECT_EQ(parse_period("30 days"), (Period{0, 30}));
  for (const char* bad :
       {"", "10", "years", "0 days", "-1 days", "10years", "10  years", "10 weeks", "9999999999 days"}) {
    EXPECT_FALSE(parse_period(bad)) << bad;
  }
}

}  // namespace
}  // namespace daicho::law
