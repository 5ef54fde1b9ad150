// SPDX-License-Identifier: Apache-2.0
#include "service/retention_clock.h"

#include <algorithm>

namespace daicho::service {
namespace {

// That day of `year`; the last of its month where the month is shorter.
base::LocalDate of_year(int year, policy::YearDay day) {
  unsigned number = day.day;
  while (!base::LocalDate::of(year, day.month, number)) --number;
  return *base::LocalDate::of(year, day.month, number);
}

// Books and returns count from the end of the business year that `day` lies in.
base::LocalDate end_of_business_year(const policy::Policy& policy, base::LocalDate day) {
  const policy::YearDay ends =
      policy.organisations().empty() ? policy::YearDay() : policy.organisations().front().business_year_ends;
  const base::LocalDate this_year = of_year(day.year(), ends);
  return day <= this_year ? this_year : of_year(day.year() + 1, ends);
}

// Whether a report counts for the record. What happened to the person's affairs, and was reported, before the
// record came in says nothing of it: the contract of a customer who came back has not ended.
bool concerns(const vault::Event& reported, const base::RecordId& id, const vault::Record& record) {
  if (reported.record) return *reported.record == id;
  return reported.on >= base::LocalDate::on(record.acquired) || reported.reported >= record.acquired;
}

// The events that count for this record: its own reports, or the person's where it has none of its own.
void add_reported(const policy::Policy& policy, const vault::Subject& subject, const base::RecordId& id,
                  const vault::Record& record, std::vector<policy::EventDate>& events) {
  for (const vault::Event& reported : subject.events) {
    const auto event = policy.events().find(reported.event.text());
    if (!event || !concerns(reported, id, record)) continue;
    const bool has_own =
        !reported.record &&
        std::any_of(subject.events.begin(), subject.events.end(), [&](const vault::Event& other) {
          return other.event == reported.event && other.record == id;
        });
    if (!has_own) events.push_back({*event, reported.on});
  }
}

// The day on which the last purpose of the record ended; nothing while one goes on.
std::optional<base::LocalDate> all_purposes_ended(const policy::Policy& policy, const vault::Subject& subject,
                                                  const base::RecordId& id, const vault::Record& record) {
  std::optional<base::LocalDate> last;
  for (const base::Term& purpose : record.purposes) {
    const auto end = purpose_end(policy, subject, id, record, purpose);
    if (!end) return std::nullopt;
    last = last ? std::max(*last, *end) : *end;
  }
  return last;
}

// Whether the consent is about anything of the record.
bool covers(const policy::Policy& policy, const policy::Consent& consent, const vault::Record& record) {
  const auto item_covered = [&](const vault::SealedItem& item) {
    const auto place = policy.items().find(item.item.text());
    return place && consent.covers_items.test(*place);
  };
  const auto purpose_covered = [&](const base::Term& purpose) {
    const auto place = policy.purposes().find(purpose.text());
    return place && consent.covers_purposes.test(*place);
  };
  return std::any_of(record.items.begin(), record.items.end(), item_covered) ||
         std::any_of(record.purposes.begin(), record.purposes.end(), purpose_covered);
}

// The day on which a consent that covers something of the record was last withdrawn, and not given again.
std::optional<base::LocalDate> last_withdrawal(const policy::Policy& policy, const vault::Subject& subject,
                                               const vault::Record& record) {
  std::optional<base::LocalDate> last;
  for (const policy::Consent& consent : policy.consents()) {
    if (!covers(policy, consent, record)) continue;
    std::optional<base::Instant> withdrawn;
    bool stands = false;
    for (const vault::Consent& act : subject.consents) {
      if (act.consent != consent.name) continue;
      if (!act.withdrawn) stands = true;
      if (act.withdrawn >= record.acquired) withdrawn = std::max(withdrawn, act.withdrawn);
    }
    if (stands || !withdrawn) continue;
    last = std::max(last, std::optional(base::LocalDate::on(*withdrawn)));
  }
  return last;
}

// All that happened to the record, as far as periods count from it.
std::vector<policy::EventDate> events_of(const policy::Policy& policy, const vault::Subject& subject,
                                         const base::RecordId& id, const vault::Record& record) {
  std::vector<policy::EventDate> events{{policy::event_acquired, base::LocalDate::on(record.acquired)}};
  add_reported(policy, subject, id, record, events);
  if (const auto ended = all_purposes_ended(policy, subject, id, record))
    events.push_back({policy::event_purpose_ended, *ended});
  if (const auto withdrawn = last_withdrawal(policy, subject, record))
    events.push_back({policy::event_withdrawn, *withdrawn});
  return events;
}

std::vector<policy::OpenHold> open_holds(const policy::Policy& policy, const vault::Subject& subject,
                                         const base::RecordId& id) {
  std::vector<policy::OpenHold> open;
  for (const vault::Hold& hold : subject.holds) {
    if (hold.released || (hold.record && *hold.record != id)) continue;
    if (const auto kind = policy.hold_kinds().find(hold.kind.text())) open.push_back({*kind, hold.end});
  }
  return open;
}

// The statutes that the class names, each with the day it counts from: the one that starts the class, or the
// end of the business year that day lies in.
std::vector<policy::StatutePeriod> statutes_of(const policy::Policy& policy, const LawInForce& law,
                                               policy::RetentionIndex retention,
                                               const std::vector<policy::EventDate>& events) {
  const policy::Retention& row = policy.retentions()[retention];
  std::optional<base::LocalDate> started;
  for (const policy::EventDate& event : events) {
    if (event.event == row.trigger) started = started ? std::max(*started, event.on) : event.on;
  }
  std::vector<policy::StatutePeriod> periods;
  for (const base::Term& name : row.statutes) {
    const policy::StatutePeriod* statute = law.terms().find_statute(name.text());
    if (statute == nullptr) continue;
    policy::StatutePeriod period = *statute;
    if (started)
      period.base_date =
          law.counts_from_business_year(name.text()) ? end_of_business_year(policy, *started) : *started;
    periods.push_back(std::move(period));
  }
  return periods;
}

// Of what forbids to erase on `today`, what forbids it longest.
class LongestKeep {
 public:
  explicit LongestKeep(base::LocalDate today) : today_(today) {}

  void add(std::optional<base::LocalDate> last_day, policy::ErasureDate keep) {
    if (last_day && *last_day < today_) return;
    if (last_day) keep.date = last_day->plus_days(1);
    if (!longest_ || outlasts(keep, *longest_)) longest_ = std::move(keep);
  }
  void add_hold(const policy::Policy& policy, const policy::OpenHold& hold) {
    const policy::HoldKind& kind = policy.hold_kinds()[hold.kind];
    add(hold.until, {.kept_by = policy::KeptBy::hold, .which = kind.name, .clause = kind.clause});
  }
  const std::optional<policy::ErasureDate>& get() const { return longest_; }

 private:
  base::LocalDate today_;
  std::optional<policy::ErasureDate> longest_;
};

// What of the class and the holds forbids to erase; a statute that the law data does not know forbids it too.
std::optional<policy::ErasureDate> keep_of_class(const policy::Policy& policy, policy::RetentionIndex place,
                                                 const policy::RetentionFacts& facts, base::LocalDate today) {
  const policy::Retention& retention = policy.retentions()[place];
  LongestKeep longest(today);
  for (const base::Term& name : retention.statutes) {
    policy::ErasureDate keep{.kept_by = policy::KeptBy::statute, .which = name, .clause = retention.clause};
    const auto known =
        std::find_if(facts.statutes.begin(), facts.statutes.end(),
                     [&](const policy::StatutePeriod& statute) { return statute.name == name; });
    if (known == facts.statutes.end()) {
      longest.add(std::nullopt, std::move(keep));
    } else {
      keep.article = known->citation;
      longest.add(policy::last_day(*known), std::move(keep));
    }
  }
  for (const policy::OpenHold& hold : facts.holds) longest.add_hold(policy, hold);
  return longest.get();
}

}  // namespace

std::optional<base::LocalDate> purpose_end(const policy::Policy& policy, const vault::Subject& subject,
                                           const base::RecordId& id, const vault::Record& record,
                                           const base::Term& purpose) {
  std::optional<base::LocalDate> last;
  const auto place = policy.purposes().find(purpose.text());
  const auto ends_with = place ? policy.purposes()[*place].ends_with : std::nullopt;
  for (const vault::Event& reported : subject.events) {
    if (!ends_with || policy.events()[*ends_with].name != reported.event || !concerns(reported, id, record))
      continue;
    last = std::max(last, std::optional(reported.on));
  }
  for (const vault::PurposeEnd& end : subject.ended_purposes) {
    if (end.purpose != purpose || end.on < base::LocalDate::on(record.acquired)) continue;
    last = std::max(last, std::optional(end.on));
  }
  return last;
}

std::vector<ItemEnd> ends_of(const policy::Policy& policy, const LawInForce& law,
                             const vault::Subject& subject, const base::RecordId& id,
                             const vault::Record& record) {
  std::vector<ItemEnd> ends;
  const auto type = policy.record_types().find(record.type.text());
  if (!type) return ends;
  const policy::RecordType& row = policy.record_types()[*type];

  policy::RetentionFacts facts;
  facts.events = events_of(policy, subject, id, record);
  facts.holds = open_holds(policy, subject, id);

  std::vector<std::pair<policy::RetentionIndex, policy::ErasureDate>> by_class;
  for (const vault::SealedItem& item : record.items) {
    const auto place = policy.items().find(item.item.text());
    const policy::RetentionIndex retention = place ? row.retention_of(*place) : row.retention;
    auto known = std::find_if(by_class.begin(), by_class.end(),
                              [&](const auto& pair) { return pair.first == retention; });
    if (known == by_class.end()) {
      facts.statutes = statutes_of(policy, law, retention, facts.events);
      by_class.emplace_back(retention, policy::erasure_date(policy, retention, facts));
      known = std::prev(by_class.end());
    }
    ends.push_back({item.item, known->second});
  }
  return ends;
}

std::optional<base::LocalDate> first_end(const std::vector<ItemEnd>& ends) {
  std::optional<base::LocalDate> first;
  for (const ItemEnd& end : ends) {
    if (end.end.date) first = first ? std::min(*first, *end.end.date) : *end.end.date;
  }
  return first;
}

std::vector<Keep> keeps_of(const policy::Policy& policy, const LawInForce& law, const vault::Subject& subject,
                           const base::RecordId& id, const vault::Record& record, base::LocalDate today) {
  std::vector<Keep> keeps;
  policy::RetentionFacts facts;
  facts.holds = open_holds(policy, subject, id);
  const auto type = policy.record_types().find(record.type.text());
  if (type) facts.events = events_of(policy, subject, id, record);
  for (const vault::SealedItem& item : record.items) {
    std::optional<policy::ErasureDate> keep;
    if (type) {
      const policy::RecordType& row = policy.record_types()[*type];
      const auto place = policy.items().find(item.item.text());
      const policy::RetentionIndex retention = place ? row.retention_of(*place) : row.retention;
      facts.statutes = statutes_of(policy, law, retention, facts.events);
      keep = keep_of_class(policy, retention, facts, today);
    } else {
      LongestKeep longest(today);
      for (const policy::OpenHold& hold : facts.holds) longest.add_hold(policy, hold);
      keep = longest.get();
    }
    if (keep) keeps.push_back({item.item, std::move(*keep)});
  }
  return keeps;
}

std::optional<policy::ErasureDate> hold_on_person(const policy::Policy& policy, const vault::Subject& subject,
                                                  base::LocalDate today) {
  LongestKeep longest(today);
  for (const vault::Hold& hold : subject.holds) {
    if (hold.released || hold.record) continue;
    if (const auto kind = policy.hold_kinds().find(hold.kind.text()))
      longest.add_hold(policy, {*kind, hold.end});
  }
  return longest.get();
}

bool outlasts(const policy::ErasureDate& a, const policy::ErasureDate& b) {
  if (!b.date) return false;
  return !a.date || *a.date > *b.date;
}

}  // namespace daicho::service
