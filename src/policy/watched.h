// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/literal.h"
#include "policy/declared.h"
#include "policy/operation.h"

// What a policy promises beyond decisions: it is printed, watched by evidence, and answered by procedures.
namespace daicho::policy {

enum class SubjectKind : std::uint8_t { customer = 1, partner_staff = 2, own_staff = 3 };
base::Literal public_name(SubjectKind kind);

// Whose information the policy speaks of.
struct Scope : Declared {
  std::vector<SubjectKind> subjects = {};
};

// A day of every year. A day that a month has not in some year is its last one: 02-29 ends February.
struct YearDay {
  std::uint8_t month = 3, day = 31;  // as most business years in Japan end
  friend bool operator==(const YearDay&, const YearDay&) = default;
};

// The operator named by the policy (APPI 32(1)(i)).
struct Organisation : Declared {
  LocalText name_printed = {};
  LocalText address = {};
  LocalText representative = {};
  YearDay business_year_ends = {};  // books and returns are kept from then on
};

// When a contact can be reached.
struct Hours {
  std::uint8_t weekdays = 0;                      // bit 0 = Sunday … bit 6 = Saturday
  std::int16_t from_minutes = 0, to_minutes = 0;  // since midnight in Japan
  bool closed_on_holidays = true;
};

// Where a person turns to (APPI 32, 40).
struct Contact : Declared {
  std::string telephone = {};
  std::string email = {};
  LocalText address = {};
  std::optional<Hours> hours = {};
};

// What a person may request (APPI 32–35).
enum class RightKind : std::uint8_t {
  notice_of_purpose = 1,      // APPI 32(2)
  disclosure = 2,             // APPI 33(1)
  disclosure_of_records = 3,  // of records of provision and receipt, APPI 33(5)
  correction = 4,             // APPI 34(1), as the next two
  addition = 5,
  deletion = 6,
  cessation_of_use = 7,  // APPI 35(1), 35(5), as the next
  erasure = 8,
  cessation_of_provision = 9,  // APPI 35(3), 35(5)
};
base::Literal public_name(RightKind kind);
inline constexpr std::array all_right_kinds = {
    RightKind::notice_of_purpose, RightKind::disclosure, RightKind::disclosure_of_records,
    RightKind::correction,        RightKind::addition,   RightKind::deletion,
    RightKind::cessation_of_use,  RightKind::erasure,    RightKind::cessation_of_provision};
// The article that gives the right, by its name in law/citations.yaml.
base::Literal article_of(RightKind kind);
// Whether a fee may be charged (APPI 38).
bool may_cost(RightKind kind);

// By what a request comes in.
enum class RequestChannel : std::uint8_t {
  telephone = 1,
  email = 2,
  letter = 3,
  desk = 4,
  web_form = 5,
  user_page = 6,
};
base::Literal public_name(RequestChannel channel);

enum class AgentKind : std::uint8_t { legal_representative = 1, mandated_agent = 2 };
base::Literal public_name(AgentKind kind);

enum class AnswerForm : std::uint8_t { electronic = 1, paper = 2 };
base::Literal public_name(AnswerForm form);

// By when something is to be done. `days` is 0 where the words stand alone.
struct Deadline {
  enum class Word : std::uint8_t { days = 1, without_delay = 2, promptly = 3 };
  Word word = Word::without_delay;
  std::int32_t days = 0;
};
base::Literal public_name(Deadline::Word word);

// From when a deadline is counted.
enum class CountedFrom : std::uint8_t { contact = 1, documents = 2, identity = 3 };
base::Literal public_name(CountedFrom from);

// A ground on which a request may be refused.
struct Refusal {
  base::Term name;
  LocalText label = {};
  std::vector<CitationIndex> cites = {};
};

// A request that a person may make, and how it is answered.
struct Right : Declared {
  std::vector<RightKind> kinds = {};
  std::vector<RequestChannel> channels = {};
  std::optional<RoleIndex> addressed_to = {};
  std::vector<base::Term> documents = {};  // to be handed in
  std::vector<base::Term> identity = {};   // ways of checking it
  std::vector<AgentKind> agents = {};
  std::vector<base::Term> agent_documents = {};
  std::int32_t fee_yen = 0;
  std::optional<Deadline> deadline = {};
  CountedFrom deadline_from = CountedFrom::contact;
  std::vector<Refusal> refusals = {};
  std::vector<AnswerForm> answers = {};
  ItemSet self_service = {};  // items the person sees and corrects on their own page
};

enum class ComplaintStep : std::uint8_t {
  first_response = 1,
  investigation = 2,
  improvement = 3,
  answer = 4
};
base::Literal public_name(ComplaintStep step);

// How complaints are answered (APPI 40).
struct Complaint : Declared {
  struct Stage {
    ComplaintStep step;
    std::optional<RoleIndex> by = {};
    std::optional<Deadline> within = {};
  };
  std::vector<Stage> stages = {};
  std::vector<LocalText> outside_bodies = {};
  std::optional<Deadline> within = {};
};

// Which leaks a promise speaks of: those of the law's triggers, or every one.
enum class Reach : std::uint8_t { law = 1, every = 2 };
base::Literal public_name(Reach reach);

enum class ReportedTo : std::uint8_t { ppc = 1, mic = 2, police = 3, bodies_concerned = 4 };
base::Literal public_name(ReportedTo body);

enum class IncidentMeasure : std::uint8_t { containment = 1, cause = 2, prevention = 3, publication = 4 };
base::Literal public_name(IncidentMeasure measure);

// What happens after a leak, loss or damage (APPI 26).
struct Incident : Declared {
  Reach triggers = Reach::law;
  std::vector<ReportedTo> report_to = {};
  Reach notify = Reach::law;
  std::int32_t prompt_days = 0;  // 0: as the law has it
  std::int32_t final_days = 0;
  std::vector<IncidentMeasure> measures = {};
};

// Who answers for something.
struct Role : Declared {
  OperationSet may = {};
  bool two_person = false;
  bool required = true;  // somebody holds it on every day
};

enum class Whom : std::uint8_t {
  all = 1,
  officers = 2,
  employees = 3,
  part_time = 4,
  temporary_staff = 5,
  handling_staff = 6,
};
base::Literal public_name(Whom whom);

enum class NewJoiners : std::uint8_t { before_access = 1, within_cycle = 2 };
base::Literal public_name(NewJoiners rule);

// Training of those who work for the operator (APPI 24).
struct Training : Declared {
  base::Term evidence;
  std::vector<Whom> whom = {};
  std::int32_t every_months = 0;
  std::optional<base::Term> material = {};
  NewJoiners new_joiners = NewJoiners::within_cycle;
};

enum class AuditType : std::uint8_t { internal = 1, external = 2, access_log = 3, review = 4 };
base::Literal public_name(AuditType type);

// A look at whether all this is kept.
struct Audit : Declared {
  base::Term evidence;
  AuditType type = AuditType::internal;
  std::int32_t every_months = 0;
};

// A danger that the policy says it guards against.
struct Threat : Declared {};

enum class SafetyGroup : std::uint8_t { organisational = 1, human = 2, physical = 3, technical = 4 };
base::Literal public_name(SafetyGroup group);
inline constexpr std::array all_safety_groups = {SafetyGroup::organisational, SafetyGroup::human,
                                                 SafetyGroup::physical, SafetyGroup::technical};

// A measure kept by evidence, not by decisions (APPI 23).
struct Control : Declared {
  base::Term evidence;
  std::int32_t every_months = 0;  // 0: no cycle
  std::optional<SafetyGroup> group = {};
  ThreatSet against = {};
};

enum class TakesEffect : std::uint8_t { at_date = 1, when_displayed = 2 };
base::Literal public_name(TakesEffect rule);

enum class ChangeKind : std::uint8_t {
  items = 1,
  purposes = 2,
  retention = 3,
  recipients = 4,
  rights = 5,
  other = 6
};
base::Literal public_name(ChangeKind kind);

// How a new version of the policy comes to hold.
struct Amendment : Declared {
  TakesEffect takes_effect = TakesEffect::at_date;
  std::vector<ChangeKind> notice = {};   // announced
  std::vector<ChangeKind> consent = {};  // asked for
  std::int32_t announce_days = 0;        // so many days before
};

// A tag that makes the visitor's device send information (Telecommunications Business Act 27-12).
struct Transmission : Declared {
  LocalText to = {};
  ItemSet items = {};
  LocalText content = {};  // in words, where it is not items of the policy
  LocalText purposes = {};
  LocalText recipient_purposes = {};
  std::string opt_out = {};  // where the visitor ends it; may be empty
};

// All that an access log may hold.
struct AccessLog : Declared {
  ItemSet fields = {};
  PurposeSet purposes = {};
};

// A sentence that carries no machine rule, and why.
struct Statement : Declared {
  LocalText why = {};
};

}  // namespace daicho::policy
