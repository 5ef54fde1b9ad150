// SPDX-License-Identifier: Apache-2.0
#include "law/duties.h"

#include <algorithm>

#include "law/fields.h"

namespace daicho::law {

base::Literal public_name(Duty::Force force) {
  switch (force) {
    case Duty::Force::must:
      return "must";
    case Duty::Force::must_not:
      return "must_not";
    case Duty::Force::endeavour:
      return "endeavour";
  }
  return "must";
}

base::Literal public_name(Duty::Subject subject) {
  switch (subject) {
    case Duty::Subject::handling:
      return "handling";
    case Duty::Subject::foreign:
      return "foreign";
    case Duty::Subject::pseudonymised:
      return "pseudonymised";
    case Duty::Subject::anonymised:
      return "anonymised";
    case Duty::Subject::my_number:
      return "my_number";
    case Duty::Subject::secrecy:
      return "secrecy";
    case Duty::Subject::transmission:
      return "transmission";
    case Duty::Subject::advertising:
      return "advertising";
    case Duty::Subject::solicitation:
      return "solicitation";
  }
  return "handling";
}

base::Result<Duty> Duty::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Duty duty{std::move(dated), {}, Subject::handling, Force::must, {}};
  ASSIGN_OR_RETURN(duty.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(
      duty.subject,
      (read_choice<Subject, Subject::handling, Subject::foreign, Subject::pseudonymised, Subject::anonymised,
                   Subject::my_number, Subject::secrecy, Subject::transmission, Subject::advertising,
                   Subject::solicitation>(row, "subject")));
  ASSIGN_OR_RETURN(duty.force,
                   (read_choice<Force, Force::must, Force::must_not, Force::endeavour>(row, "force")));
  ASSIGN_OR_RETURN(duty.cites, read_refs<Citation>(row, "cites"));
  return duty;
}

base::Result<Country> Country::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Country country{std::move(dated), {}, std::string(row.text("code")), {}};
  ASSIGN_OR_RETURN(country.title, read_local_text(row, "title"));
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (country.code.size() != 2 || !std::all_of(country.code.begin(), country.code.end(), is_capital))
    return base::fail(row.broken("code"));
  ASSIGN_OR_RETURN(country.cites, read_refs<Citation>(row, "cites"));
  return country;
}

}  // namespace daicho::law
