// SPDX-License-Identifier: Apache-2.0
#include "policy/reference.h"

namespace daicho::policy {
namespace {

template <typename Set, typename F>
bool every(const Set& set, F&& f) {
  bool all = true;
  set.for_each([&](auto place) { all = all && f(place); });
  return all;
}

// Whether the exception invoked, if any, lifts the limits on `item`.
bool lifted(const World& w, ItemIndex item) {
  if (!w.question.exception) return false;
  const Exception& e = w.policy->exceptions()[*w.question.exception];
  return !e.never_reach.test(item) &&
         w.policy->items()[item].item_class != ItemClass::secrecy_of_communications;
}

bool exception_holds(const World& w) {
  const Exception& e = w.policy->exceptions()[*w.question.exception];
  const bool fits =
      w.question.operation == Operation::use ? e.lifts == Closes::purposes : e.lifts == Closes::items;
  return fits && w.caller.operations.test(Operation::use_exception) &&
         every(e.limbs, [&](FactIndex limb) { return w.question.facts.test(limb); });
}

// What was acquired for one purpose serves a related one (APPI 17(2)).
bool acquired_for(const World& w, PurposeIndex purpose) {
  if (w.record.acquired_for.test(purpose)) return true;
  for (const Related& rule : w.policy->related()) {
    if (rule.to.test(purpose) && rule.from.intersects(w.record.acquired_for)) return true;
  }
  return false;
}

bool together(const World& w) {
  for (const Apart& rule : w.policy->aparts()) {
    if (w.question.items.intersects(rule.items) && w.question.items.intersects(rule.from)) return true;
  }
  return false;
}

// What clients entrusted is for their purposes, and the client is named.
bool client_kept(const World& w, std::optional<RecordTypeIndex> type, const PurposeSet& purposes) {
  for (const Entrusted& rule : w.policy->entrusted()) {
    if (!type || !rule.records.test(*type)) continue;
    const bool named = w.question.client &&
                       (w.question.operation == Operation::acquire || w.question.client == w.record.client);
    if (!named || !rule.purposes.includes(purposes)) return false;
  }
  return true;
}

bool duties_done(const World& w, const PurposeSet& purposes) {
  for (const Duty& duty : w.policy->duties()) {
    const bool comes =
        duty.operations.test(w.question.operation) &&
        (duty.items.empty() || duty.items.intersects(w.question.items)) &&
        (duty.purposes.empty() || duty.purposes.intersects(purposes)) &&
        (duty.channels.empty() || (w.question.channel && duty.channels.test(*w.question.channel)));
    const bool done = duty.does == DutyKind::two_person ? w.question.approved
                      : duty.shown_by                   ? w.question.facts.test(*duty.shown_by)
                                                        : w.question.carries.test(duty.does);
    if (comes && !done) return false;
  }
  return true;
}

bool item_may_be_used(const World& w, ItemIndex place) {
  const Item& item = w.policy->items()[place];
  if (!w.policy->record_types()[*w.record.type].items.test(place)) return false;
  if (lifted(w, place)) return true;
  if (!w.question.purpose || !w.policy->purposes()[*w.question.purpose].items.test(place)) return false;
  return every(item.only_with_consents, [&](ConsentIndex consent) {
    return w.subject.given.test(consent) &&
           w.policy->consents()[consent].covers_purposes.test(*w.question.purpose);
  });
}

bool purpose_may_be_followed(const World& w, PurposeIndex place) {
  const Purpose& purpose = w.policy->purposes()[place];
  const bool all_lifted = every(w.question.items, [&](ItemIndex item) { return lifted(w, item); });
  const bool limits =
      all_lifted || (acquired_for(w, place) && !w.subject.ended.test(place) &&
                     every(purpose.consents, [&](ConsentIndex c) { return w.subject.given.test(c); }));
  const bool stopped = !every(w.subject.standing, [&](StopIndex s) {
    const Stop& stop = w.policy->stops()[s];
    const MediumSet media = w.question.medium ? bit(*w.question.medium) : purpose.media;
    return !stop.purposes.test(place) && (stop.media & media) == 0;
  });
  const bool has_medium = !w.question.medium || (purpose.media & bit(*w.question.medium)) != 0;
  return limits && !stopped && has_medium && (w.caller.all_purposes || w.caller.purposes.test(place)) &&
         (!purpose.after || w.question.facts.test(*purpose.after)) &&
         every(purpose.needs, [&](FactIndex fact) { return w.question.facts.test(fact); });
}

bool item_may_be_acquired(const World& w, ItemIndex place) {
  const Item& item = w.policy->items()[place];
  if (!w.policy->channels()[*w.question.channel].items.test(place)) return false;
  if (!w.policy->record_types()[*w.question.record_type].items.test(place)) return false;
  const bool consented =
      every(item.only_with_consents, [&](ConsentIndex c) { return w.subject.given.test(c); });
  const bool lifts_law = lifted(w, place) && w.policy->exceptions()[*w.question.exception].lifts_special_care;
  if (item.item_class == ItemClass::special_care && !consented && !lifts_law) return false;
  if (lifted(w, place)) return true;
  return consented &&
         every(item.only_with_facts, [&](FactIndex fact) { return w.question.facts.test(fact); }) &&
         every(item.only_in_contexts,
               [&](ContextIndex context) {
                 return w.question.contexts.test(context) || w.subject.contexts.test(context);
               }) &&
         !every(w.question.purposes,
                [&](PurposeIndex p) { return !w.policy->purposes()[p].items.test(place); });
}

bool permits_use(const World& w) {
  const bool all_lifted = every(w.question.items, [&](ItemIndex item) { return lifted(w, item); });
  const bool reachable =
      w.subject.state == SubjectState::living || (w.subject.state == SubjectState::restricted && all_lifted);
  PurposeSet purposes;
  if (w.question.purpose) purposes.set(*w.question.purpose);
  return (w.question.purpose || w.question.exception) && reachable && w.record.held && !together(w) &&
         client_kept(w, w.record.type, purposes) && duties_done(w, purposes) && !w.record.retention_ended &&
         (!w.question.purpose || purpose_may_be_followed(w, *w.question.purpose)) &&
         every(w.question.items, [&](ItemIndex item) { return item_may_be_used(w, item); });
}

bool permits_acquisition(const World& w) {
  const bool all_lifted = every(w.question.items, [&](ItemIndex item) { return lifted(w, item); });
  const bool reachable = w.subject.state == SubjectState::living ||
                         w.subject.state == SubjectState::unknown ||
                         (w.subject.state == SubjectState::restricted && all_lifted);
  return w.question.channel && w.question.record_type && !w.question.purposes.empty() && reachable &&
         !w.question.my_number_found && !together(w) &&
         client_kept(w, w.question.record_type, w.question.purposes) && duties_done(w, w.question.purposes) &&
         (!w.policy->channels()[*w.question.channel].source_required || w.question.source_stated) &&
         every(w.question.purposes,
               [&](PurposeIndex p) { return w.caller.all_purposes || w.caller.purposes.test(p); }) &&
         every(w.question.items, [&](ItemIndex item) { return item_may_be_acquired(w, item); });
}

}  // namespace

bool permits_by_the_letter(const World& w) {
  if (!w.caller.operations.test(w.question.operation) || w.question.items.empty()) return false;
  if (w.question.exception && !exception_holds(w)) return false;
  return w.question.operation == Operation::use ? permits_use(w) : permits_acquisition(w);
}

}  // namespace daicho::policy
