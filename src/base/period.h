// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/local_date.h"

// How days, months and years are counted in Japan (Civil Code 140, 141, 143). Pure; safe from all threads.
namespace daicho::base {

// A length of time as a law or a policy states it. Exactly one of the two is not 0; a year is 12 months.
struct Period {
  std::int32_t months = 0;
  std::int32_t days = 0;
  friend bool operator==(const Period&, const Period&) = default;
};

// Reads `10 years`, `1 month`, `30 days`; nothing for anything else, for 0 and for more than 1000.
std::optional<Period> parse_period(std::string_view text);

// Whether the base day is itself the first day of a period.
enum class FirstDay : std::uint8_t {
  not_counted = 1,  // the rule (Civil Code 140)
  counted = 2,      // …から起算して, …した日から
};

// The last day of a period (Civil Code 141, 143): the day before the one that corresponds to its first day;
// the month's last day where there is no corresponding day.
LocalDate last_day(LocalDate base, Period period, FirstDay first_day = FirstDay::not_counted);

}  // namespace daicho::base
