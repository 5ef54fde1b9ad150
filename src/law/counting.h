// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/local_date.h"
#include "base/period.h"

// Days that the law counts from another. Pure; law/counting-vectors.yaml holds the cases of this and of
// base/period.h.
namespace daicho::law {

using base::FirstDay;
using base::last_day;
using base::parse_period;
using base::Period;

// The first day on which a suit may follow a request that arrived on `arrival` (APPI 39(1): two weeks).
base::LocalDate suit_possible_from(base::LocalDate arrival);

// The day at whose end a person born on `birth` reaches `years` (Age Act: the day before the birthday).
base::LocalDate day_age_is_reached(base::LocalDate birth, std::int32_t years);

}  // namespace daicho::law
