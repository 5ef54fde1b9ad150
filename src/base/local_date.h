// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace daicho::base {

// A day of the Gregorian calendar as it is counted in Japan (JST, UTC+9, no summer time), years 1 to 9999.
class LocalDate {
 public:
  constexpr LocalDate() = default;

  // The day, or nothing when the calendar has no such day.
  static std::optional<LocalDate> of(int year, unsigned month, unsigned day);
  // Reads YYYY-MM-DD exactly.
  static std::optional<LocalDate> parse(std::string_view text);
  // The day on which `instant` falls in Japan.
  static LocalDate on(Instant instant);
  // The day `days` after 1970-01-01.
  static LocalDate from_days_since_epoch(std::int32_t days);

  int year() const;
  unsigned month() const;
  unsigned day() const;
  // 0 = Sunday … 6 = Saturday.
  unsigned weekday() const;
  constexpr std::int32_t days_since_epoch() const { return days_; }

  // The first instant of this day in Japan.
  Instant start() const;

  LocalDate plus_days(std::int32_t days) const;
  // Calendar months and years; a day that the target month lacks becomes its last day (Civil Code 143(2)).
  LocalDate plus_months(std::int32_t months) const;
  LocalDate plus_years(std::int32_t years) const;

  // YYYY-MM-DD.
  std::string text() const;

  friend constexpr auto operator<=>(LocalDate, LocalDate) = default;

 private:
  explicit constexpr LocalDate(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;  // since 1970-01-01
};

}  // namespace daicho::base
