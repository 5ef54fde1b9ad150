// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/local_date.h"

// How the law counts days, months and years. Pure; law/counting-vectors.yaml holds the cases.
namespace daicho::law {

// A length of time as the law states it. Exactly one of the two is not 0; a year is 12 months.
struct Period {
  std::int32_t months = 0;
  std::int32_t days = 0;
  friend bool operator==(const Period&, const Period&) = default;
};

// Reads `10 years`, `1 month`, `30 days`; nothing for anything else.
std::optional<Period> parse_period(std::string_view text);

// Whether the base day is itself the first day of a period.
enum class FirstDay : std::uint8_t {
  not_counted = 1,  // the rule (Civil Code 140)
  counted = 2,      // …から起算して, …した日から
};

// The last day of a period (Civil Code 141, 143): the day before the one that corresponds to its first day;
// the month's last day where there is no corresponding day.
base::LocalDate last_day(base::LocalDate base, Period period, FirstDay first_day = FirstDay::not_counted);

// The first day on which a suit may follow a request that arrived on `arrival` (APPI 39(1): two weeks).
base::LocalDate suit_possible_from(base::LocalDate arrival);

// The day at whose end a person born on `birth` reaches `years` (Age Act: the day before the birthday).
base::LocalDate day_age_is_reached(base::LocalDate birth, std::int32_t years);

}  // namespace daicho::law
