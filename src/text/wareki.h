// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/literal.h"
#include "base/local_date.h"

namespace daicho::text {

// The eras since 1868 (元号).
enum class Era : std::uint8_t { meiji = 1, taisho = 2, showa = 3, heisei = 4, reiwa = 5 };
base::Literal public_name(Era era);

// The first day of the era: 明治 1868-01-25, 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和
// 2019-05-01. An era ends on the day before the next begins.
base::LocalDate first_day(Era era);

// A day in Japanese years; year 1 is 元年.
struct WarekiDate {
  Era era;
  int year;
  unsigned month;
  unsigned day;
};

// Nothing before 1868-01-25.
std::optional<WarekiDate> to_wareki(base::LocalDate date);

// 令和8年11月21日, 令和元年5月1日; days before 明治 as 1868年1月24日.
std::string wareki_text(base::LocalDate date);
// 2026年11月21日.
std::string western_text(base::LocalDate date);

// Why a date is doubtful although it can be read.
enum class DateWarning : std::uint8_t {
  none = 0,
  after_the_era = 1,      // 平成31年5月1日, 昭和64年1月8日
  before_the_era = 2,     // 令和元年4月30日
  lunisolar_calendar = 3  // before 1873 a Japanese month and day were not Gregorian ones
};
base::Literal public_name(DateWarning warning);

// A date someone wrote, and what is odd about it. Keep the written form beside it.
struct WrittenDate {
  base::LocalDate date;
  DateWarning warning = DateWarning::none;
  std::optional<Era> era;  // nothing when it was written in western years
};

// Reads 令和8年11月21日, 令和元年…, R8.11.21, 令8.11.21, ㋿8年…, 2026年11月21日,
// 2026-11-21, 2026/11/21, 20261121, with full-width or kanji numerals and spaces, and with 生 or a weekday in
// parentheses behind it. Nothing when there is no such day of the month or the text holds more than a date.
std::optional<WrittenDate> parse_date(std::string_view text);

}  // namespace daicho::text
