// SPDX-License-Identifier: Apache-2.0
#include "service/person_fold.h"

#include <algorithm>

#include "base/encoding.h"
#include "service/erasure.h"
#include "service/numbered_facts.h"
#include "service/policy_versions.h"

namespace daicho::service {
namespace {

using base::LocalDate;
using base::Result;
using base::Status;
using base::Term;

// Whether the entry says that something came about. Denied and repeated requests change nothing; further
// steps of one say again what the first has said.
bool changed_something(const ledger::Entry& entry) {
  if (entry.outcome != ledger::Outcome::permitted && entry.outcome != ledger::Outcome::done) return false;
  return find_fact<bool>(entry, "already") == nullptr && find_fact<Term>(entry, "step") == nullptr;
}

template <typename Value>
std::optional<Value> fact(const ledger::Entry& entry, base::Literal name) {
  const Value* value = find_fact<Value>(entry, name);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<base::RecordId> only_record(const ledger::Entry& entry) {
  return entry.records.empty() ? std::nullopt : std::optional(entry.records.front());
}

void add_item(const Term& item, vault::Record& record) {
  if (record.find(item) == nullptr) record.items.push_back({item, ""});
}
void take_item(const Term& item, vault::Record& record) {
  std::erase_if(record.items, [&](const vault::SealedItem& held) { return held.item == item; });
}

}  // namespace

Result<std::shared_ptr<const policy::Policy>> PolicyShelf::get(const base::PublicDigest& digest) {
  if (const auto known = compiled_.find(digest); known != compiled_.end()) return known->second;
  ASSIGN_OR_RETURN(auto policy, policy_of(office_, law_, digest));
  auto kept = std::make_shared<const policy::Policy>(std::move(policy));
  compiled_.emplace(digest, kept);
  return kept;
}

base::Instant acquired_at(const ledger::Entry& entry) {
  return fact<base::Instant>(entry, "acquired_at").value_or(entry.at);
}

Status PersonFold::take(const ledger::Entry& entry) {
  if (entry.subject != subject_ || !changed_something(entry)) return {};
  using ledger::Operation;
  if (entry.operation == Operation::acquire) acquire(entry);
  if (entry.operation == Operation::correct) correct(entry);
  if (entry.operation == Operation::consent) consent(entry);
  if (entry.operation == Operation::withdraw) withdraw(entry);
  if (entry.operation == Operation::stop) stop(entry);
  if (entry.operation == Operation::lift) lift(entry);
  if (entry.operation == Operation::event) RETURN_IF_ERROR(happen(entry));
  if (entry.operation == Operation::hold) hold(entry);
  if (entry.operation == Operation::release) release(entry);
  if (entry.operation == Operation::attach) attach(entry);
  if (entry.operation == Operation::erase_record) erase_record(entry);
  if (entry.operation == Operation::erase_subject) erase_subject(entry);
  return {};
}

vault::Subject& PersonFold::person(const ledger::Entry& entry) {
  if (!state_) {
    state_.emplace();
    state_->since = entry.at;
  }
  return *state_;
}

// The ids of acts of consent do not matter here, but each must have its own.
base::ConsentId PersonFold::next_consent_id() {
  std::string bytes(8, '\0');
  base::append_be64(bytes, ++consents_);
  return *base::ConsentId::from_bytes(bytes);
}

void PersonFold::acquire(const ledger::Entry& entry) {
  const auto id = only_record(entry);
  const auto type = fact<Term>(entry, "record_type");
  if (!id || !type || !entry.channel || !entry.policy) return;
  vault::Subject& state = person(entry);
  const base::Instant acquired = acquired_at(entry);
  // A purpose that had ended begins anew with a person who comes back.
  std::erase_if(state.ended_purposes, [&](const vault::PurposeEnd& end) {
    const bool named =
        std::find(entry.purposes.begin(), entry.purposes.end(), end.purpose) != entry.purposes.end();
    return named && end.on < LocalDate::on(acquired);
  });
  vault::Record record{.type = *type,
                       .acquired = acquired,
                       .revised = entry.at,
                       .channel = *entry.channel,
                       .purposes = entry.purposes,
                       .policy = *entry.policy,
                       .items = {},
                       .sealed_source = {},
                       .index = {},
                       .due = LocalDate::on(acquired),
                       .attachments = {}};
  for (const Term& item : entry.items) add_item(item, record);
  records_.insert_or_assign(*id, std::move(record));
  const base::Instant given = std::min(acquired, entry.at);
  for (const Term& consent : read_numbered<Term>("consent", entry)) {
    state.consents.push_back({next_consent_id(),
                              consent,
                              given,
                              {},
                              *entry.policy,
                              *entry.channel,
                              state.withdrawn_after(consent, given)});
  }
  const auto events = read_numbered<Term>("event", entry);
  const auto days = read_numbered<LocalDate>("event_on", entry);
  for (std::size_t i = 0; i < std::min(events.size(), days.size()); ++i) {
    state.events.push_back({events[i], days[i], *id, entry.at});
  }
}

void PersonFold::correct(const ledger::Entry& entry) {
  const auto id = only_record(entry);
  const auto record = id ? records_.find(*id) : records_.end();
  if (record == records_.end()) return;
  for (const Term& item : entry.items) add_item(item, record->second);
  for (const Term& item : read_numbered<Term>("removed", entry)) take_item(item, record->second);
}

void PersonFold::attach(const ledger::Entry& entry) {
  const auto id = only_record(entry);
  const auto record = id ? records_.find(*id) : records_.end();
  // A file that was permitted is not there yet; the entry that says `done` is of the whole one.
  if (record == records_.end() || entry.outcome != ledger::Outcome::done) return;
  for (const Term& item : entry.items) add_item(item, record->second);
}

void PersonFold::consent(const ledger::Entry& entry) {
  const auto name = fact<Term>(entry, "consent");
  if (!name || !entry.channel || !entry.policy) return;
  person(entry).consents.push_back(
      {next_consent_id(), *name, entry.at, {}, *entry.policy, *entry.channel, std::nullopt});
}

void PersonFold::withdraw(const ledger::Entry& entry) {
  const auto name = fact<Term>(entry, "consent");
  if (!name || !state_) return;
  for (vault::Consent& act : state_->consents) {
    if (act.consent != *name || act.withdrawn) continue;
    act.withdrawn = entry.at;
    for (vault::Hold& held : state_->holds) {
      if (!held.released && held.consent == act.id) held.released = entry.at;
    }
  }
}

void PersonFold::stop(const ledger::Entry& entry) {
  const auto name = fact<Term>(entry, "stop");
  if (!name) return;
  const auto id = *base::StopId::from_bytes(entry.request.bytes());
  person(entry).stops.push_back({id, *name, entry.at, std::nullopt});
}

void PersonFold::lift(const ledger::Entry& entry) {
  const auto name = fact<Term>(entry, "stop");
  if (!name || !state_) return;
  for (vault::Stop& demand : state_->stops) {
    if (demand.stop == *name && !demand.lifted) demand.lifted = entry.at;
  }
}

// Something happened to one record, or to the person: then purposes may have ended with it.
Status PersonFold::happen(const ledger::Entry& entry) {
  const auto name = fact<Term>(entry, "event");
  const auto on = fact<LocalDate>(entry, "on");
  if (!name || !on || !state_ || !entry.policy) return {};
  const auto record = only_record(entry);
  state_->events.push_back({*name, *on, record, entry.at});
  if (record) return {};
  ASSIGN_OR_RETURN(const auto policy, shelf_.get(*entry.policy));
  for (const policy::Purpose& purpose : policy->purposes()) {
    if (!purpose.ends_with || policy->events()[*purpose.ends_with].name != *name) continue;
    const auto known =
        std::find_if(state_->ended_purposes.begin(), state_->ended_purposes.end(),
                     [&](const vault::PurposeEnd& end) { return end.purpose == purpose.name; });
    if (known == state_->ended_purposes.end()) {
      state_->ended_purposes.push_back({purpose.name, *on});
    } else {
      known->on = std::max(known->on, *on);
    }
  }
  return {};
}

void PersonFold::hold(const ledger::Entry& entry) {
  const auto id = fact<base::HoldId>(entry, "hold");
  const auto kind = fact<Term>(entry, "kind");
  if (!id || !kind || !state_) return;
  vault::Hold held{.id = *id,
                   .kind = *kind,
                   .record = only_record(entry),
                   .placed = entry.at,
                   .end = fact<LocalDate>(entry, "end"),
                   .review = fact<LocalDate>(entry, "review"),
                   .sealed_facts = {},
                   .released = {},
                   .consent = {}};
  if (const auto consent = fact<Term>(entry, "consent")) {
    for (const vault::Consent& act : state_->consents) {
      if (act.consent == *consent && !act.withdrawn) held.consent = act.id;
    }
  }
  state_->holds.push_back(std::move(held));
}

void PersonFold::release(const ledger::Entry& entry) {
  const auto id = fact<base::HoldId>(entry, "hold");
  if (!id || !state_) return;
  for (vault::Hold& held : state_->holds) {
    if (held.id == *id && !held.released) held.released = entry.at;
  }
}

void PersonFold::erase_record(const ledger::Entry& entry) {
  for (const base::RecordId& id : entry.records) {
    const auto record = records_.find(id);
    if (record == records_.end()) continue;
    for (const Term& item : entry.items) take_item(item, record->second);
    if (!record->second.items.empty()) continue;
    records_.erase(record);
    if (state_) forget_record(*state_, id);
  }
}

void PersonFold::erase_subject(const ledger::Entry& entry) {
  records_.clear();
  if (!state_) return;
  if (find_fact<bool>(entry, "remembered") != nullptr) {
    state_ = remembered(*state_);
    return;
  }
  state_.emplace();
  state_->state = vault::SubjectState::erased;
  state_->erased = entry.at;
}

}  // namespace daicho::service
