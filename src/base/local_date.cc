// SPDX-License-Identifier: Apache-2.0
#include "base/local_date.h"

#include <array>
#include <cstdio>

namespace daicho::base {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t microseconds_per_day = 86'400'000'000;
constexpr std::int64_t jst_offset = 9 * std::int64_t{3'600'000'000};

year_month_day civil(std::int32_t days) {
  return year_month_day(sys_days(std::chrono::days(days)));
}

std::int32_t floor_div(std::int64_t a, std::int64_t b) {
  return static_cast<std::int32_t>(a / b - (a % b < 0 ? 1 : 0));
}

// Reads exactly `width` digits at `at`.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int value = 0;
  for (char c : text.substr(at, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<LocalDate> LocalDate::of(int year, unsigned month, unsigned day) {
  const year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (year < 1 || year > 9999 || !date.ok()) return std::nullopt;
  return LocalDate(static_cast<std::int32_t>(sys_days(date).time_since_epoch().count()));
}

std::optional<LocalDate> LocalDate::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

LocalDate LocalDate::on(Instant instant) {
  return LocalDate(floor_div(instant.microseconds() + jst_offset, microseconds_per_day));
}

LocalDate LocalDate::from_days_since_epoch(std::int32_t days) {
  return LocalDate(days);
}

int LocalDate::year() const {
  return static_cast<int>(civil(days_).year());
}
unsigned LocalDate::month() const {
  return static_cast<unsigned>(civil(days_).month());
}
unsigned LocalDate::day() const {
  return static_cast<unsigned>(civil(days_).day());
}
unsigned LocalDate::weekday() const {
  return std::chrono::weekday(sys_days(std::chrono::days(days_))).c_encoding();
}

Instant LocalDate::start() const {
  return Instant::from_microseconds(days_ * microseconds_per_day - jst_offset);
}

LocalDate LocalDate::plus_days(std::int32_t days) const {
  return LocalDate(days_ + days);
}

LocalDate LocalDate::plus_months(std::int32_t months) const {
  const year_month_day from = civil(days_);
  const auto month = (from.year() / from.month()) + std::chrono::months(months);
  year_month_day to = month / from.day();
  if (!to.ok()) to = month / std::chrono::last;
  return LocalDate(static_cast<std::int32_t>(sys_days(to).time_since_epoch().count()));
}

LocalDate LocalDate::plus_years(std::int32_t years) const {
  return plus_months(years * 12);
}

std::string LocalDate::text() const {
  std::array<char, 24> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", year(), month(), day());
  return buffer.data();
}

std::optional<Instant> Instant::parse(std::string_view text) {
  if (text.size() < 20) return std::nullopt;
  const auto date = LocalDate::parse(text.substr(0, 10));
  const auto hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
  if (!date || !hour || !minute || !second || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
      text[16] != ':' || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  std::size_t at = 19;
  std::int64_t fraction = 0;
  if (text[at] == '.') {
    std::int64_t unit = 100'000;
    const std::size_t first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
      fraction += (text[at] - '0') * unit;
    }
    if (at == first || at - first > 6) return std::nullopt;
  }
  if (at >= text.size()) return std::nullopt;
  std::int64_t offset_minutes = 0;
  if (text[at] == 'Z' || text[at] == 'z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    const auto offset_hour = digits_at(text, at + 1, 2), offset_minute = digits_at(text, at + 4, 2);
    if ((text[at] != '+' && text[at] != '-') || at + 6 != text.size() || text[at + 3] != ':' ||
        !offset_hour || !offset_minute || *offset_hour > 23 || *offset_minute > 59) {
      return std::nullopt;
    }
    offset_minutes = (text[at] == '-' ? -1 : 1) * (*offset_hour * 60 + *offset_minute);
  }
  const std::int64_t seconds = std::int64_t{date->days_since_epoch()} * 86'400 + *hour * 3600 + *minute * 60 +
                               *second - offset_minutes * 60;
  return from_microseconds(seconds * 1'000'000 + fraction);
}

std::string Instant::text() const {
  const std::int32_t day = floor_div(microseconds_, microseconds_per_day);
  const std::int64_t within = microseconds_ - day * microseconds_per_day;
  const std::int64_t seconds = within / 1'000'000, fraction = within % 1'000'000;
  std::array<char, 48> buffer{};
  int length = std::snprintf(
      buffer.data(), buffer.size(), "%sT%02d:%02d:%02d", LocalDate::from_days_since_epoch(day).text().c_str(),
      static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  std::string out(buffer.data(), static_cast<std::size_t>(length));
  if (fraction != 0) {
    std::snprintf(buffer.data(), buffer.size(), ".%06d", static_cast<int>(fraction));
    out += buffer.data();
    while (out.back() == '0') out.pop_back();
  }
  return out + "Z";
}

}  // namespace daicho::base
