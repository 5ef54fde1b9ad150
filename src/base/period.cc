// SPDX-License-Identifier: Apache-2.0
#include "base/period.h"

#include <charconv>

namespace daicho::base {

namespace {

constexpr std::int32_t period_max = 1000;

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 1 || number > period_max) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit == " day" || unit == " days") return Period{0, number};
  if (unit == " month" || unit == " months") return Period{number, 0};
  if (unit == " year" || unit == " years") return Period{number * 12, 0};
  return std::nullopt;
}

LocalDate last_day(LocalDate base, Period period, FirstDay first_day) {
  const LocalDate first = first_day == FirstDay::counted ? base : base.plus_days(1);
  if (period.days > 0) return first.plus_days(period.days - 1);
  const LocalDate corresponding = first.plus_months(period.months);
  // plus_months falls back to the month's last day where the corresponding day is missing: the end then.
  return corresponding.day() == first.day() ? corresponding.plus_days(-1) : corresponding;
}

}  // namespace daicho::base
