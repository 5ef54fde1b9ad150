// SPDX-License-Identifier: Apache-2.0
#include "law/counting.h"

namespace daicho::law {

using base::LocalDate;

namespace {

constexpr Period suit_wait{0, 14};

}  // namespace

LocalDate suit_possible_from(LocalDate arrival) {
  return last_day(arrival, suit_wait).plus_days(1);
}

LocalDate day_age_is_reached(LocalDate birth, std::int32_t years) {
  return last_day(birth, Period{years * 12, 0}, FirstDay::counted);
}

}  // namespace daicho::law
