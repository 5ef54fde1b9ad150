// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "law/calendar.h"
#include "law/citations.h"

namespace daicho::law {

// A time the law sets for something, and how it is counted (law/deadlines.yaml). Words without a number
// (直ちに, 速やかに, 遅滞なく) are no deadlines: each promise sets its own days for them.
struct Deadline : Dated {
  // Which days move a last day on to the next open one.
  enum class Closed : std::uint8_t {
    none = 1,         // the last day stands, whatever day it is
    business = 2,     // Saturday, Sunday, holiday (Civil Code 142)
    authorities = 3,  // those, and 29 December to 3 January
  };
  // How binding it is.
  enum class Force : std::uint8_t {
    law = 1,       // an act, order or rule sets it
    guidance = 2,  // an authority's guideline or request names it
  };
  LocalText title;
  base::Term event;  // whose day it counts from
  Period period;
  std::optional<Period> expected;  // earlier: by when it is expected
  FirstDay first_day = FirstDay::not_counted;
  Closed closed = Closed::none;
  Force force = Force::law;
  Refs<Citation> cites;

  // The last day when the event was on `day`; `not_found` when the calendar does not reach it.
  base::Result<base::LocalDate> due(base::LocalDate day, const Calendar& calendar) const;
  // The day by which it is expected; nothing where the law names one day only. Closed days do not move it.
  std::optional<base::LocalDate> expected_by(base::LocalDate day) const;

  static base::Result<Deadline> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
  }
};
base::Literal public_name(Deadline::Closed closed);
base::Literal public_name(Deadline::Force force);

}  // namespace daicho::law
