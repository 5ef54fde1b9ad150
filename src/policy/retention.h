// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/local_date.h"
#include "base/period.h"
#include "base/term.h"
#include "policy/law_terms.h"
#include "policy/policy.h"

namespace daicho::policy {

// That an event happened, and the day from which periods count.
struct EventDate {
  EventIndex event;
  base::LocalDate on;
};

// A hold that has not been released.
struct OpenHold {
  HoldKindIndex kind;
  std::optional<base::LocalDate> until;  // its last day; without one it lasts until released
};

// What is known about one record (and one item of it) when its end is computed.
struct RetentionFacts {
  std::vector<EventDate> events;  // may name an event several times; Event::counts says which one counts
  std::vector<StatutePeriod> statutes;  // those that apply, with their base dates
  std::vector<OpenHold> holds;
};

// What decides an end. Numbers are written to disk and never change.
enum class KeptBy : std::uint8_t {
  policy = 1,       // the policy's own period
  purpose_end = 2,  // the purposes ended before the period did
  statute = 3,      // a statute outlasts the policy
  hold = 4,         // a hold outlasts both
};
base::Literal public_name(KeptBy kept_by);

// From when something is to be erased, and what decided it.
struct ErasureDate {
  // The first day on which it is erasable; nothing while that is not known (the contract runs on, a hold has
  // no end, a base date was not reported): then it is kept.
  std::optional<base::LocalDate> date;
  // The day by which it is to be erased: `date` and the days the policy allows for 遅滞なく.
  std::optional<base::LocalDate> erase_by;
  KeptBy kept_by = KeptBy::policy;
  std::optional<base::Term> which;      // the retention class, the statute or the kind of hold
  std::optional<ClauseIndex> clause;    // of the class or the kind of hold
  std::optional<base::Term> article;    // the statute's citation
  std::optional<EventIndex> waits_for;  // the event without which the policy's period has not begun

  // Whether it may be erased on `today`.
  bool is_erasable(base::LocalDate today) const { return date && *date <= today; }
};

// The latest of the policy's end, every statute's end and every open hold (law: the longest wins). Pure.
// A statutory class without a known statute, and a statute without a base date, keep.
ErasureDate erasure_date(const Policy& policy, RetentionIndex retention, const RetentionFacts& facts);

// The last day of a statute's period; nothing while its base date is unknown.
std::optional<base::LocalDate> last_day(const StatutePeriod& statute);

// The purposes that have ended for a person to whom `reported` have happened.
PurposeSet ended_purposes(const Policy& policy, const EventSet& reported);

}  // namespace daicho::policy
