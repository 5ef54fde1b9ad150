// SPDX-License-Identifier: Apache-2.0
#include "law/breaches.h"

#include <algorithm>

#include "law/fields.h"
#include "law/law_book.h"

namespace daicho::law {

using base::LocalDate;
using base::Result;

namespace {

Result<Regime> read_regime(const Row& row) {
  return read_choice<Regime, Regime::appi, Regime::my_number, Regime::telecom, Regime::privacy_mark>(
      row, "regime");
}

bool concerns(Regime regime, const BreachFacts& facts) {
  switch (regime) {
    case Regime::appi:
      return true;
    case Regime::my_number:
      return facts.has_my_number;
    case Regime::telecom:
      return facts.operator_is_carrier;
    case Regime::privacy_mark:
      return facts.operator_holds_privacy_mark;
  }
  return true;
}

bool has(BreachFact fact, const BreachFacts& facts) {
  switch (fact) {
    case BreachFact::special_care:
      return facts.has_special_care;
    case BreachFact::property_damage:
      return facts.may_cause_property_damage;
    case BreachFact::wrongful_purpose:
      return facts.may_have_wrongful_purpose;
    case BreachFact::viewable_by_many:
      return facts.is_viewable_by_many;
    case BreachFact::certain_systems:
      return facts.is_in_certain_systems;
    case BreachFact::communication_secret:
      return facts.has_communication_secret;
    case BreachFact::persons:
    case BreachFact::any:
      return true;
  }
  return true;
}

bool is_met(const Trigger& trigger, const BreachFacts& facts) {
  if (!concerns(trigger.regime, facts) || !has(trigger.fact, facts)) return false;
  if (trigger.excused_by_protection && facts.is_protected) return false;
  return !facts.persons_max || *facts.persons_max > trigger.persons_over;
}

}  // namespace

base::Literal public_name(Regime regime) {
  switch (regime) {
    case Regime::appi:
      return "appi";
    case Regime::my_number:
      return "my_number";
    case Regime::telecom:
      return "telecom";
    case Regime::privacy_mark:
      return "privacy_mark";
  }
  return "appi";
}

base::Literal public_name(BreachFact fact) {
  switch (fact) {
    case BreachFact::special_care:
      return "special_care";
    case BreachFact::property_damage:
      return "property_damage";
    case BreachFact::wrongful_purpose:
      return "wrongful_purpose";
    case BreachFact::persons:
      return "persons";
    case BreachFact::viewable_by_many:
      return "viewable_by_many";
    case BreachFact::certain_systems:
      return "certain_systems";
    case BreachFact::communication_secret:
      return "communication_secret";
    case BreachFact::any:
      return "any";
  }
  return "any";
}

Result<Reporting> Reporting::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Reporting reporting{std::move(dated), {}, Regime::appi, {}, {}, {}, {}};
  ASSIGN_OR_RETURN(reporting.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(reporting.regime, read_regime(row));
  ASSIGN_OR_RETURN(reporting.first, read_optional_refs<Deadline>(row, "first"));
  ASSIGN_OR_RETURN(reporting.report, read_refs<Notice>(row, "report"));
  ASSIGN_OR_RETURN(reporting.to_persons, read_optional_refs<Notice>(row, "to_persons"));
  ASSIGN_OR_RETURN(reporting.cites, read_optional_refs<Citation>(row, "cites"));
  return reporting;
}

Result<Trigger> Trigger::read(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Trigger trigger{std::move(dated), {}, Regime::appi, BreachFact::any, 0, false, {}, {}};
  ASSIGN_OR_RETURN(trigger.title, read_local_text(row, "title"));
  ASSIGN_OR_RETURN(trigger.regime, read_regime(row));
  ASSIGN_OR_RETURN(
      trigger.fact,
      (read_choice<BreachFact, BreachFact::special_care, BreachFact::property_damage,
                   BreachFact::wrongful_purpose, BreachFact::persons, BreachFact::viewable_by_many,
                   BreachFact::certain_systems, BreachFact::communication_secret, BreachFact::any>(row,
                                                                                                   "fact")));
  ASSIGN_OR_RETURN(trigger.persons_over, read_count(row, "persons_over", 0));
  if ((trigger.fact == BreachFact::persons) != row.has("persons_over"))
    return base::fail(row.broken("persons_over"));
  ASSIGN_OR_RETURN(trigger.excused_by_protection, read_flag(row, "excused_by_protection"));
  ASSIGN_OR_RETURN(trigger.final_report, read_refs<Deadline>(row, "final_report"));
  ASSIGN_OR_RETURN(trigger.cites, read_optional_refs<Citation>(row, "cites"));
  return trigger;
}

Result<std::vector<ReportDue>> reports_due(const Law& law, const Calendar& calendar, const BreachFacts& facts,
                                           LocalDate known) {
  std::vector<ReportDue> due;
  for (std::size_t i = 0; i < law.reportings.size(); ++i) {
    const Reporting& reporting = law.reportings[Index<Reporting>(i)];
    ReportDue report{Index<Reporting>(i), {}, {}, {}, known};
    for (std::size_t j = 0; j < law.triggers.size(); ++j) {
      const Trigger& trigger = law.triggers[Index<Trigger>(j)];
      if (trigger.regime != reporting.regime || !is_met(trigger, facts)) continue;
      report.triggers.emplace_back(j);
      for (const Ref<Deadline>& final_report : trigger.final_report) {
        ASSIGN_OR_RETURN(const LocalDate latest, law.deadlines[final_report].due(known, calendar));
        report.final_latest = std::max(report.final_latest, latest);
      }
    }
    if (report.triggers.empty()) continue;
    for (const Ref<Deadline>& first : reporting.first) {
      ASSIGN_OR_RETURN(report.first_latest, law.deadlines[first].due(known, calendar));
      report.first_expected = law.deadlines[first].expected_by(known);
    }
    due.push_back(std::move(report));
  }
  return due;
}

}  // namespace daicho::law
