// SPDX-License-Identifier: Apache-2.0
#include "law/deadlines.h"

#include "law/fields.h"

namespace daicho::law {

using base::LocalDate;

base::Literal public_name(Deadline::Closed closed) {
  switch (closed) {
    case Deadline::Closed::none:
      return "none";
    case Deadline::Closed::business:
      return "business";
    case Deadline::Closed::authorities:
      return "authorities";
  }
  return "none";
}

base::Literal public_name(Deadline::Force force) {
  switch (force) {
    case Deadline::Force::law:
      return "law";
    case Deadline::Force::guidance:
      return "guidance";
  }
  return "law";
}

base::Result<LocalDate> Deadline::due(LocalDate day, const Calendar& calendar) const {
  const LocalDate last = last_day(day, period, first_day);
  switch (closed) {
    case Closed::none:
      return last;
    case Closed::business:
      return calendar.business_day_from(last);
    case Closed::authorities:
      return calendar.open_day_from(last);
  }
  return last;
}

std::optional<LocalDate> Deadline::expected_by(LocalDate day) const {
  if (!expected) return std::nullopt;
  return last_day(day, *expected, first_day);
}

base::Result<Deadline> Deadline::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  ASSIGN_OR_RETURN(const base::Term event, read_term(row, "event"));
  ASSIGN_OR_RETURN(const Period period, read_period(row, "period"));
  Deadline deadline{std::move(dated), {}, event, period, {}, {}, {}, {}, {}};
  ASSIGN_OR_RETURN(deadline.title, read_local_text(row, "title"));
  if (row.has("expected")) {
    ASSIGN_OR_RETURN(deadline.expected, read_period(row, "expected"));
  }
  ASSIGN_OR_RETURN(deadline.first_day, read_first_day(row));
  ASSIGN_OR_RETURN(deadline.closed,
                   (read_choice<Closed, Closed::none, Closed::business, Closed::authorities>(row, "closed")));
  ASSIGN_OR_RETURN(deadline.force, (read_choice<Force, Force::law, Force::guidance>(row, "force")));
  ASSIGN_OR_RETURN(deadline.cites, read_optional_refs<Citation>(row, "cites"));
  return deadline;
}

}  // namespace daicho::law
