// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/local_date.h"
#include "base/public_record.h"
#include "base/result.h"
#include "base/term.h"
#include "store/store.h"

namespace daicho::vault {

// Who the person is to the operator (D-002). Numbers are written to disk.
enum class SubjectKind : std::uint8_t { customer = 1, partner_staff = 2, own_staff = 3 };
base::Literal public_name(SubjectKind kind);
std::optional<SubjectKind> subject_kind(std::string_view name);

// How the person stands in the register. Numbers are written to disk.
enum class SubjectState : std::uint8_t {
  living = 1,
  erased = 2,  // the key is shredded; nothing can be read any more
};

// One act of consent, with what was shown when it was given. It is never removed, only withdrawn.
struct Consent {
  base::ConsentId id;
  base::Term consent;  // the consent rule of the policy
  base::Instant given;
  base::PublicDigest text_shown;  // SHA-256 of the exact wording shown
  base::PublicDigest policy;      // the policy version in which that wording stands
  base::Term channel;             // by which way it came
  std::optional<base::Instant> withdrawn;
};

// A stop or opt-out that the person demanded. It is never removed, only lifted.
struct Stop {
  base::StopId id;
  base::Term stop;  // the stop rule of the policy
  base::Instant since;
  std::optional<base::Instant> lifted;
};

// Something that happened to the person's data and starts or ends clocks (contract ended, last contact …).
struct Event {
  base::Term event;
  base::LocalDate on;
  std::optional<base::RecordId> record;  // absent: it concerns all records of the person
  base::Instant reported;
};

// A reason why something is kept although its period ended.
struct Hold {
  base::HoldId id;
  base::Term kind;                       // the hold rule of the policy
  std::optional<base::RecordId> record;  // absent: all records of the person
  base::Instant placed;
  std::optional<base::LocalDate> end;     // the last day of the hold; it then ends by itself
  std::optional<base::LocalDate> review;  // when it must be looked at again
  std::string sealed_facts;               // article, case, ground, approver: sealed under the person's key
  std::optional<base::Instant> released;
  std::optional<base::ConsentId>
      consent;  // the act it rests on: it ends when that is withdrawn (A-036, B-111)
};

// A purpose that has ended for this person.
struct PurposeEnd {
  base::Term purpose;
  base::LocalDate on;
};

// The state of one person in the register, without anything that says who it is.
struct Subject {
  SubjectKind kind = SubjectKind::customer;
  SubjectState state = SubjectState::living;
  base::Instant since;
  std::optional<base::Instant> erased;
  std::vector<Consent> consents;
  std::vector<Stop> stops;
  std::vector<Event> events;
  std::vector<Hold> holds;
  std::vector<PurposeEnd> ended_purposes;
  std::vector<store::IndexEntry>
      aliases;  // by which business systems call the person; gone at once when erased

  // Whether the consent stands (given and not withdrawn) at `at`.
  // The last withdrawal of a consent that came after `given`; nothing when an act of that time still stands.
  std::optional<base::Instant> withdrawn_after(const base::Term& consent, base::Instant given) const;
  bool consents_to(const base::Term& consent, base::Instant at) const;
  // Whether the stop stands (demanded and not lifted) at `at`.
  bool stopped(const base::Term& stop, base::Instant at) const;
};

// The bytes of the subject row (spec/sealed-record.md), and back; `corrupt` when they are not of that form.
std::string encode(const Subject& subject);
base::Result<Subject> decode_subject(std::string_view bytes);

}  // namespace daicho::vault
