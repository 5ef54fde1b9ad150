// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "law/deadlines.h"
#include "law/notices.h"

// When a breach is to be reported, to whom and by when (law/breaches.yaml).
namespace daicho::law {

// Under which law a report is made. One breach may have to be reported under several.
enum class Regime : std::uint8_t {
  appi = 0,          // APPI 26, to the Commission
  my_number = 1,     // My Number Act, to the Commission
  telecom = 2,       // Telecommunications Business Act 28, to the Ministry
  privacy_mark = 3,  // the certification body, for holders of the mark; a contract, not a law
};
inline constexpr std::size_t regime_count = 4;
base::Literal public_name(Regime regime);

// The fact that a trigger looks at. Each counts when it happened and when it is feared.
enum class BreachFact : std::uint8_t {
  special_care = 1,          // special-care information is among what was breached
  property_damage = 2,       // misuse may cause loss of property (card numbers, bank logins)
  wrongful_purpose = 3,      // an act that may have a wrongful purpose
  persons = 4,               // the number of persons
  viewable_by_many = 5,      // open to an unspecified many by electronic means
  certain_systems = 6,       // held in certain systems of authorities
  communication_secret = 7,  // the secrecy of communications
  any = 8,                   // every breach
};
base::Literal public_name(BreachFact fact);

// How a breach under one regime is reported and told (law/breaches.yaml).
struct Reporting : Dated {
  LocalText title;
  Regime regime = Regime::appi;
  Refs<Deadline> first;     // the first report; empty where the law says only "promptly"
  Refs<Notice> report;      // what the report says
  Refs<Notice> to_persons;  // what the persons are told; empty where that regime asks for nothing
  Refs<Citation> cites;

  static base::Result<Reporting> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.first);
    visit(self.report);
    visit(self.to_persons);
    visit(self.cites);
  }
};

// A fact that makes a breach reportable (law/breaches.yaml).
struct Trigger : Dated {
  LocalText title;
  Regime regime = Regime::appi;
  BreachFact fact = BreachFact::persons;
  std::uint64_t persons_over = 0;      // met by more persons than this; 0: one suffices
  bool excused_by_protection = false;  // not met where advanced encryption and the like protected everything
  Refs<Deadline> final_report;
  Refs<Citation> cites;

  static base::Result<Trigger> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.final_report);
    visit(self.cites);
  }
};

// What is known, or feared, of a breach. It holds no personal value.
struct BreachFacts {
  // The greatest number of persons it may concern; nothing while not even that can be said, which counts as
  // more than any number.
  std::optional<std::uint64_t> persons_max;
  bool has_special_care = false;
  bool may_cause_property_damage = false;
  bool may_have_wrongful_purpose = false;
  bool is_protected = false;  // advanced encryption or the like protected all of it
  bool has_my_number = false;
  bool is_viewable_by_many = false;
  bool is_in_certain_systems = false;
  bool has_communication_secret = false;
  bool operator_is_carrier = false;  // a telecommunications carrier
  bool operator_holds_privacy_mark = false;
};

struct Law;

// A report that is due.
struct ReportDue {
  Index<Reporting> reporting;
  std::vector<Index<Trigger>> triggers;           // those met, in the order of the file
  std::optional<base::LocalDate> first_expected;  // nothing: promptly, without a number of days
  std::optional<base::LocalDate> first_latest;
  base::LocalDate final_latest;  // the longest of the triggers met
};

// The reports due for a breach that anybody of the operator knew of on `known`; empty when none is. Pure.
// `not_found` when the calendar does not reach a day.
base::Result<std::vector<ReportDue>> reports_due(const Law& law, const Calendar& calendar,
                                                 const BreachFacts& facts, base::LocalDate known);

}  // namespace daicho::law
