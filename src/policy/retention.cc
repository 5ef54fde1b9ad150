// SPDX-License-Identifier: Apache-2.0
#include "policy/retention.h"

#include <algorithm>

namespace daicho::policy {
namespace {

using base::FirstDay;
using base::LocalDate;
using base::Period;

// An end as one source gives it; `last_day` is nothing while it is not known.
struct End {
  std::optional<LocalDate> last_day;
  KeptBy kept_by;
  base::Term which;
  std::optional<ClauseIndex> clause;
  std::optional<base::Term> article;
  std::optional<EventIndex> waits_for;
};

// Whether `a` keeps longer than `b`: an end that is not known keeps longest.
bool outlasts(const End& a, const End& b) {
  if (!b.last_day) return false;
  return !a.last_day || *a.last_day > *b.last_day;
}

// The day of `event` that starts a period: the first or the last report, as the policy says.
std::optional<LocalDate> day_of(const Policy& policy, EventIndex event, const RetentionFacts& facts) {
  const bool first_counts = policy.events()[event].counts == Event::Counts::first;
  std::optional<LocalDate> day;
  for (const EventDate& reported : facts.events) {
    if (reported.event != event) continue;
    if (!day || (first_counts ? reported.on < *day : reported.on > *day)) day = reported.on;
  }
  return day;
}

// The end that the policy itself sets; nothing for a purely statutory class.
std::optional<End> policy_end(const Policy& policy, const Retention& retention, const RetentionFacts& facts) {
  End end{std::nullopt, KeptBy::policy, retention.name, retention.clause, std::nullopt, std::nullopt};
  const auto purposes_ended = day_of(policy, event_purpose_ended, facts);
  switch (retention.period) {
    case Retention::Period::statutory:
      return std::nullopt;
    case Retention::Period::purpose:
      end.last_day = purposes_ended;
      end.kept_by = KeptBy::purpose_end;
      if (!purposes_ended) end.waits_for = event_purpose_ended;
      return end;
    case Retention::Period::days:
    case Retention::Period::months:
      break;
  }
  if (const auto begun = day_of(policy, retention.trigger, facts)) {
    end.last_day = retention.period == Retention::Period::days
                       ? begun->plus_days(retention.length)
                       : base::last_day(*begun, Period{.months = retention.length});
  } else {
    end.waits_for = retention.trigger;
  }
  if (retention.ends_with_purposes && purposes_ended && (!end.last_day || *purposes_ended < *end.last_day)) {
    end = {purposes_ended, KeptBy::purpose_end, retention.name, retention.clause, std::nullopt, std::nullopt};
  }
  return end;
}

// The statutes of the class, with what is known of them; those handed in without being named apply as well.
std::vector<End> statute_ends(const Retention& retention, const RetentionFacts& facts) {
  std::vector<End> ends;
  for (const StatutePeriod& statute : facts.statutes) {
    ends.push_back(
        {last_day(statute), KeptBy::statute, statute.name, retention.clause, statute.citation, std::nullopt});
  }
  for (const base::Term& name : retention.statutes) {
    const bool known = std::any_of(facts.statutes.begin(), facts.statutes.end(),
                                   [&name](const StatutePeriod& statute) { return statute.name == name; });
    if (!known)
      ends.push_back({std::nullopt, KeptBy::statute, name, retention.clause, std::nullopt, std::nullopt});
  }
  return ends;
}

}  // namespace

base::Literal public_name(KeptBy kept_by) {
  switch (kept_by) {
    case KeptBy::policy:
      return "policy";
    case KeptBy::purpose_end:
      return "purpose_end";
    case KeptBy::statute:
      return "statute";
    case KeptBy::hold:
      return "hold";
  }
  return "policy";
}

std::optional<LocalDate> last_day(const StatutePeriod& statute) {
  if (!statute.base_date) return std::nullopt;
  const LocalDate from =
      statute.months_before_start == 0
          ? *statute.base_date
          : base::last_day(*statute.base_date, Period{.months = statute.months_before_start});
  return base::last_day(from, Period{.months = statute.months},
                        statute.counts_first_day ? FirstDay::counted : FirstDay::not_counted);
}

ErasureDate erasure_date(const Policy& policy, RetentionIndex place, const RetentionFacts& facts) {
  const Retention& retention = policy.retentions()[place];
  std::optional<End> winner = policy_end(policy, retention, facts);
  const auto consider = [&winner](End end) {
    if (!winner || outlasts(end, *winner)) winner = std::move(end);
  };
  for (End& end : statute_ends(retention, facts)) consider(std::move(end));
  for (const OpenHold& hold : facts.holds) {
    const HoldKind& kind = policy.hold_kinds()[hold.kind];
    consider({hold.until, KeptBy::hold, kind.name, kind.clause, std::nullopt, std::nullopt});
  }
  ErasureDate out;
  if (!winner) {  // a statutory class to which no statute was handed in: kept until one is known
    out.kept_by = KeptBy::statute;
    out.which = retention.name;
    out.clause = retention.clause;
    return out;
  }
  if (winner->last_day) {
    out.date = winner->last_day->plus_days(1);
    out.erase_by = out.date->plus_days(retention.without_delay_days);
  }
  out.kept_by = winner->kept_by;
  out.which = winner->which;
  out.clause = winner->clause;
  out.article = winner->article;
  out.waits_for = winner->waits_for;
  return out;
}

PurposeSet ended_purposes(const Policy& policy, const EventSet& reported) {
  PurposeSet ended;
  for (std::uint16_t i = 0; i < policy.purposes().size(); ++i) {
    const auto& ends_with = policy.purposes()[PurposeIndex(i)].ends_with;
    if (ends_with && reported.test(*ends_with)) ended.set(PurposeIndex(i));
  }
  return ended;
}

}  // namespace daicho::policy
