// SPDX-License-Identifier: Apache-2.0
#include "policy/articles.h"
#include "policy/gates.h"

namespace daicho::policy {
namespace {

PurposeSet purposes_asked(const Asked& asked) {
  PurposeSet purposes = asked.question.purposes;
  if (asked.question.purpose) purposes.set(*asked.question.purpose);
  return purposes;
}

// Whether a consent of the person adds the purpose to what the record was acquired for.
bool consented_for_what_is_held(const Policy& policy, const ConsentSet& given, PurposeIndex purpose,
                                const ItemSet& items) {
  bool consented = false;
  (policy.held_consents() & given).for_each([&](ConsentIndex place) {
    const Consent& consent = policy.consents()[place];
    consented |= consent.covers_purposes.test(purpose) && consent.covers_items.includes(items);
  });
  return consented;
}

// Whether the purpose is related to one that the record was acquired for.
bool is_related(const Policy& policy, const RecordFacts& record, PurposeIndex purpose) {
  return !record.acquired_for.test(purpose) &&
         policy.purposes()[purpose].related_from.intersects(record.acquired_for);
}

// The items that the purpose did not use when the record was acquired.
ItemSet not_used_then(const RecordFacts& record, const ItemSet& items) {
  return record.usable_then ? items - *record.usable_then : ItemSet();
}

template <typename Set, typename Place>
bool meets(const Set& wanted, const std::optional<Place>& place) {
  return wanted.empty() || (place && wanted.test(*place));
}

bool applies(const Duty& duty, const Asked& asked, const PurposeSet& purposes) {
  const Question& q = asked.question;
  return duty.operations.test(q.operation) && (duty.items.empty() || duty.items.intersects(q.items)) &&
         (duty.purposes.empty() || duty.purposes.intersects(purposes)) && meets(duty.channels, q.channel) &&
         meets(duty.provisions, q.provision) && meets(duty.entrustments, q.entrustment);
}

// Whether the law wants a record of this provision (APPI 29(1)).
bool wants_record(const Asked& asked) {
  if (!asked.is(Operation::provide)) return false;
  const Basis basis = asked.policy.provisions()[*asked.question.provision].basis;
  return basis == Basis::consent || basis == Basis::opt_out;
}

void ask_duty(const Asked& asked, DutyIndex place, const Duty& duty) {
  switch (duty.does) {
    case DutyKind::show_purpose_first:
    case DutyKind::announce:
    case DutyKind::notify:
      if (!asked.states(duty.shown_by))
        asked.out.add(ReasonCode::duty_undone).under(duty.clause).about(place);
      return;
    case DutyKind::two_person:
      if (!asked.question.approved) asked.out.add(ReasonCode::duty_undone).under(duty.clause).about(place);
      return;
    case DutyKind::record_provision:
    case DutyKind::mask:
      if (!asked.question.carries.test(duty.does))
        asked.out.add(ReasonCode::duty_not_carried_out).under(duty.clause).about(place);
      return;
  }
}

}  // namespace

bool serves(const Policy& policy, const ConsentSet& given, const RecordFacts& record, PurposeIndex purpose,
            const ItemSet& items) {
  if (record.acquired_for.test(purpose) && not_used_then(record, items).empty()) return true;
  return is_related(policy, record, purpose) || consented_for_what_is_held(policy, given, purpose, items);
}

void ask_acquired_for(const Asked& asked, const ItemSet& items) {
  const PurposeIndex purpose = *asked.question.purpose;
  if (serves(asked.policy, asked.subject.given, asked.record, purpose, items)) return;
  const auto clause = asked.policy.closing_clause(Closes::purposes);
  if (asked.record.acquired_for.test(purpose)) {
    asked.deny(ReasonCode::item_not_then_of_purpose, not_used_then(asked.record, items))
        .under(clause)
        .citing(Article::change_of_purpose);
  } else {
    asked.out.add(ReasonCode::not_acquired_for_purpose)
        .under(clause)
        .citing(Article::purpose_limit)
        .about(purpose);
  }
}

void ask_apart(const Asked& asked) {
  const Table<ApartIndex, Apart>& aparts = asked.policy.aparts();
  for (std::uint16_t i = 0; i < aparts.size(); ++i) {
    const Apart& rule = aparts[ApartIndex(i)];
    const ItemSet here = asked.question.items & rule.items;
    if (here.empty() || !asked.question.items.intersects(rule.from)) continue;
    asked.out.denied_items() |= here | (asked.question.items & rule.from);
    asked.out.add(ReasonCode::kept_apart).under(rule.clause).about(ApartIndex(i));
  }
}

void ask_client(const Asked& asked) {
  const bool acquires = asked.is(Operation::acquire);
  const auto type = acquires ? asked.question.record_type : asked.record.type;
  const auto place = type ? asked.policy.entrusted_by(*type) : std::nullopt;
  const auto& stated = asked.question.client;
  if (!place) {
    // A record of a client is opened as what it is, or not at all.
    if (!acquires && asked.record.client) asked.out.add(ReasonCode::client_differs);
    return;
  }
  const Entrusted& rule = asked.policy.entrusted()[*place];
  if (!rule.purposes.includes(purposes_asked(asked))) {
    asked.out.add(ReasonCode::entrusted_for_other_purpose)
        .under(rule.clause)
        .citing(Article::entrustment)
        .about(*place);
  }
  const bool named = stated && (acquires || stated == asked.record.client);
  if (!named)
    asked.out.add(ReasonCode::client_differs).under(rule.clause).citing(Article::entrustment).about(*place);
}

Duties ask_duties(const Asked& asked) {
  Duties duties;
  const Table<DutyIndex, Duty>& rules = asked.policy.duties();
  const PurposeSet purposes = rules.size() == 0 ? PurposeSet() : purposes_asked(asked);
  for (std::uint16_t i = 0; i < rules.size(); ++i) {
    const DutyIndex place(i);
    const Duty& duty = rules[place];
    if (!applies(duty, asked, purposes)) continue;
    duties.rules.set(place);
    duties.kinds.set(duty.does);
    ask_duty(asked, place, duty);
  }
  if (wants_record(asked) && !duties.has(DutyKind::record_provision)) {
    duties.kinds.set(DutyKind::record_provision);
    if (!asked.question.carries.test(DutyKind::record_provision))
      asked.out.add(ReasonCode::duty_of_record_not_carried_out).citing(Article::provision_record);
  }
  if (duties.has(DutyKind::mask)) duties.masked = asked.question.items & asked.policy.masked_items();
  return duties;
}

void add_grounds_of_care(const Asked& asked, const Duties& duties) {
  if (asked.question.purpose && is_related(asked.policy, asked.record, *asked.question.purpose)) {
    const PurposeIndex purpose = *asked.question.purpose;
    asked.out.add(ReasonCode::purpose_related)
        .under(asked.policy.purposes()[purpose].clause)
        .citing(Article::change_of_purpose)
        .about(purpose);
  }
  const auto type = asked.is(Operation::acquire) ? asked.question.record_type : asked.record.type;
  if (const auto place = type ? asked.policy.entrusted_by(*type) : std::nullopt) {
    asked.out.add(ReasonCode::entrusted_for_purpose)
        .under(asked.policy.entrusted()[*place].clause)
        .about(*place);
  }
  duties.rules.for_each([&](DutyIndex place) {
    asked.out.add(ReasonCode::duty_follows).under(asked.policy.duties()[place].clause).about(place);
  });
  if (wants_record(asked))
    asked.out.add(ReasonCode::record_of_provision_follows).citing(Article::provision_record);
}

}  // namespace daicho::policy
