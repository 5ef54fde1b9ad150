// SPDX-License-Identifier: Apache-2.0
#include "law/statutes.h"

#include "law/fields.h"

namespace daicho::law {

base::LocalDate Statute::last_day(base::LocalDate base_day) const {
  const bool has_delay = delay.months != 0 || delay.days != 0;
  return law::last_day(has_delay ? law::last_day(base_day, delay) : base_day, period, first_day);
}

base::Result<Statute> Statute::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  ASSIGN_OR_RETURN(const base::Term cites, read_term(row, "cites"));
  ASSIGN_OR_RETURN(const base::Term base_event, read_term(row, "base"));
  ASSIGN_OR_RETURN(const Period period, read_period(row, "period"));
  ASSIGN_OR_RETURN(LocalText keeps, read_local_text(row, "keeps"));
  ASSIGN_OR_RETURN(const FirstDay first_day, read_first_day(row));
  Statute statute{
      std::move(dated), std::move(keeps.ja), std::move(keeps.en), cites, period, base_event, {}, first_day,
      {{cites}}};
  if (row.has("delay")) {
    ASSIGN_OR_RETURN(statute.delay, read_period(row, "delay"));
  }
  return statute;
}

}  // namespace daicho::law
