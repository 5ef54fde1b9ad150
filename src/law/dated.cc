// SPDX-License-Identifier: Apache-2.0
#include "law/dated.h"

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(Status status) {
  switch (status) {
    case Status::in_force:
      return "in_force";
    case Status::promulgated:
      return "promulgated";
    case Status::draft:
      return "draft";
    case Status::repealed:
      return "repealed";
  }
  return "draft";
}

bool Dated::holds_on(base::LocalDate day, With with) const {
  if (to && day > *to) return false;
  const bool has_begun = from && *from <= day;
  switch (status) {
    case Status::in_force:
      return has_begun;
    case Status::promulgated:
      if (with == With::promulgated) return from ? has_begun : latest && *latest <= day;
      return has_begun && was_read;
    case Status::draft:
    case Status::repealed:
      return false;
  }
  return false;
}

bool Dated::is_coming_on(base::LocalDate day) const {
  switch (status) {
    case Status::in_force:
      return from && *from > day;
    case Status::promulgated:
      return !holds_on(day) && (!to || day <= *to);
    case Status::draft:
      return true;
    case Status::repealed:
      return false;
  }
  return false;
}

base::Result<Dated> read_dated(const Row& row) {
  ASSIGN_OR_RETURN(const base::Term name, read_term(row, "name"));
  Dated dated{name, {}, {}, {}, Status::in_force, row.text("mark") == "S", {}};
  ASSIGN_OR_RETURN(dated.from, read_day(row, "from"));
  ASSIGN_OR_RETURN(dated.to, read_day(row, "to"));
  ASSIGN_OR_RETURN(dated.latest, read_day(row, "latest"));
  ASSIGN_OR_RETURN(
      dated.status,
      (read_choice<Status, Status::in_force, Status::promulgated, Status::draft, Status::repealed>(
          row, "status")));
  if (row.text("mark") != "S" && row.text("mark") != "K") return base::fail(row.broken("mark"));
  if (row.has("source")) {
    if (!dated.was_read) return base::fail(row.broken("source"));
    ASSIGN_OR_RETURN(dated.source, read_term(row, "source"));
  }
  if (dated.status == Status::in_force && !dated.from) return base::fail(row.broken("from"));
  if (dated.status == Status::in_force && dated.latest) return base::fail(row.broken("latest"));
  if (dated.from && dated.to && *dated.to < *dated.from) return base::fail(row.broken("to"));
  return dated;
}

}  // namespace daicho::law
