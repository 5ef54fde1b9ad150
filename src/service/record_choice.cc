// SPDX-License-Identifier: Apache-2.0
#include "service/record_choice.h"

#include "service/retention_clock.h"

namespace daicho::service {
namespace {

// What a decision is told of one record, which is cut down to what may be shown of it.
policy::RecordFacts cut_down(const policy::Policy& policy, const LawInForce& law, const vault::Subject& state,
                             base::LocalDate today, const RecordWish& wish, RecordAtHand& at_hand) {
  policy::RecordFacts told;
  vault::Record& held = at_hand.record;
  std::erase_if(held.items, [&](const vault::SealedItem& item) {
    const auto place = policy.items().find(item.item.text());
    return !place || !wish.items.test(*place);
  });
  if (held.items.empty()) return told;
  told.held = true;
  told.type = policy.record_types().find(held.type.text());
  for (const base::Term& purpose : held.purposes) {
    if (const auto place = policy.purposes().find(purpose.text())) told.acquired_for.set(*place);
  }
  told.client = held.client;
  if (const auto channel = policy.channels().find(held.channel.text()))
    told.from_opt_out = policy.channels()[*channel].from_opt_out;
  if (held.due && *held.due <= today) {
    for (const ItemEnd& end : ends_of(policy, law, state, at_hand.id, held)) {
      if (!end.end.is_erasable(today)) continue;
      std::erase_if(held.items, [&](const vault::SealedItem& item) { return item.item == end.item; });
    }
    told.retention_ended = held.items.empty();
  }
  return told;
}

// The purpose may have ended for the records of one contract, and go on for those of the next.
bool purpose_has_ended(const policy::Policy& policy, const vault::Subject& state, base::LocalDate today,
                       policy::PurposeIndex purpose, const RecordAtHand& at_hand) {
  const auto end = purpose_end(policy, state, at_hand.id, at_hand.record, policy.purposes()[purpose].name);
  return end && *end <= today;
}

}  // namespace

std::vector<RecordAtHand> choose_records(const policy::Policy& policy, const LawInForce& law,
                                         const vault::Subject& state, base::LocalDate today,
                                         const RecordWish& wish, std::vector<RecordAtHand> records,
                                         Facts& told) {
  std::vector<RecordAtHand> readable;
  std::optional<policy::RecordFacts> in_the_way;
  bool ended_in_the_way = false;
  for (RecordAtHand& at_hand : records) {
    const policy::RecordFacts facts = cut_down(policy, law, state, today, wish, at_hand);
    if (!facts.held) continue;
    // What no purpose was named for is read by an exception, or not at all: the policy decides which.
    const bool by_purpose = wish.purpose && !wish.by_exception;
    const bool acquired_for_it =
        !by_purpose || serves(policy, told.subject.given, facts, *wish.purpose, wish.items);
    const bool ended = by_purpose && purpose_has_ended(policy, state, today, *wish.purpose, at_hand);
    if (facts.retention_ended || !acquired_for_it || ended) {
      if (!in_the_way) {
        in_the_way = facts;
        ended_in_the_way = ended;
      }
      continue;
    }
    // Of records that serve the purpose on different grounds it is told that they were acquired for it.
    if (!readable.empty() && told.record.acquired_for != facts.acquired_for) {
      told.record.acquired_for &= facts.acquired_for;
      if (wish.purpose) told.record.acquired_for.set(*wish.purpose);
    } else {
      told.record.acquired_for = facts.acquired_for;
    }
    // A client's record stands alone: one answer never joins two clients.
    if (!readable.empty() && told.record.client != facts.client) continue;
    told.record.client = facts.client;
    told.record.from_opt_out |= facts.from_opt_out;
    // Who asks of all types asks for what each of them holds.
    if (wish.of_one_type) told.record.type = facts.type;
    told.record.held = true;
    readable.push_back(std::move(at_hand));
  }
  if (readable.empty() && in_the_way) {
    told.record = *in_the_way;
    if (ended_in_the_way) told.subject.ended.set(*wish.purpose);
  }
  if (!readable.empty() && wish.purpose) told.subject.ended.reset(*wish.purpose);
  return readable;
}

}  // namespace daicho::service
