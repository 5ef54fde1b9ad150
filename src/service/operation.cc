// SPDX-License-Identifier: Apache-2.0
#include "service/operation.h"

#include "base/encoding.h"
#include "vault/rows.h"

namespace daicho::service {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

std::string Occasion::derive_bytes(std::string_view what, std::uint64_t number) const {
  std::string message("daicho derive ");
  message.append(request.bytes()).append(what);
  base::append_be64(message, number);
  return std::string(reg.keys.request_key().digest(message).view().substr(0, 16));
}

Result<store::Bucket> SubjectAtHand::find(const Occasion& occasion, Newcomer newcomer) {
  if (reference_.id) {
    id_ = *reference_.id;
  } else if (reference_.alias && !id_) {
    const auto digests = occasion.reg.indexer.look_up(vault::FoundAs::alias, *reference_.alias);
    if (digests.empty())
      return fail(base::Error(ErrorCode::invalid_value, "an alias is not empty")
                      .with("field", base::Literal("subject")));
    ASSIGN_OR_RETURN(id_, find_alias(occasion, digests.front()));
    if (!id_ && newcomer == Newcomer::may_be_entered) {
      claim_ = occasion.reg.alias_claims.take(digests.front());
      if (!claim_) return fail(ErrorCode::conflict, "another request enters this person now; try again");
      // Who had the claim before may have entered the person since.
      ASSIGN_OR_RETURN(id_, find_alias(occasion, digests.front()));
    }
  }
  if (!id_) id_ = occasion.derive<base::SubjectId>("subject");
  return occasion.reg.store.bucket_of(*id_);
}

Result<std::optional<base::SubjectId>> SubjectAtHand::find_alias(const Occasion& occasion,
                                                                 const base::KeyedDigest& alias) const {
  const store::IndexKind kind{static_cast<std::uint16_t>(vault::FoundAs::alias)};
  ASSIGN_OR_RETURN(const auto hits, occasion.reg.store.find(kind, alias, 1));
  if (hits.empty()) return std::optional<base::SubjectId>();
  return vault::read_index_target(hits.front().target);
}

Status SubjectAtHand::read(const Occasion&, const store::Snapshot& snapshot) {
  state_.reset();
  version_.reset();
  ASSIGN_OR_RETURN(const auto row, snapshot.get(vault::subject_row(*id_)));
  if (!row) return {};
  ASSIGN_OR_RETURN(state_, vault::decode_subject(row->value));
  version_ = row->version;
  return {};
}

policy::SubjectFacts facts_of(const vault::Subject& state, const policy::Policy& policy, base::Instant now) {
  policy::SubjectFacts facts;
  if (state.state == vault::SubjectState::erased) {
    facts.state = policy::SubjectState::erased;
    return facts;
  }
  facts.state = policy::SubjectState::living;
  for (const vault::Consent& consent : state.consents) {
    if (consent.withdrawn && *consent.withdrawn <= now) continue;
    if (const auto place = policy.consents().find(consent.consent.text())) facts.given.set(*place);
  }
  for (const vault::Stop& stop : state.stops) {
    if (stop.lifted && *stop.lifted <= now) continue;
    if (const auto place = policy.stops().find(stop.stop.text())) facts.standing.set(*place);
  }
  for (const vault::PurposeEnd& end : state.ended_purposes) {
    if (end.on > base::LocalDate::on(now)) continue;
    if (const auto place = policy.purposes().find(end.purpose.text())) facts.ended.set(*place);
  }
  return facts;
}

policy::SubjectFacts SubjectAtHand::facts(const Occasion& occasion) const {
  return state_ ? facts_of(*state_, occasion.policy(), occasion.now) : policy::SubjectFacts();
}

Result<vault::SubjectKey> SubjectAtHand::key(const Occasion& occasion,
                                             const store::Snapshot& snapshot) const {
  ASSIGN_OR_RETURN(const auto row, snapshot.get(vault::keyring_row(*id_)));
  if (!row)
    return fail(ErrorCode::erased, "this person was erased: the key is gone, and nothing can be read");
  return occasion.reg.sealer.open_key(*id_, row->value);
}

Status SubjectAtHand::may_enter() const {
  if (state_ || !reference_.id) return {};
  return fail(
      base::Error(ErrorCode::not_found, "there is no such person; name a new one by an alias, or not at all")
          .with("field", base::Literal("subject")));
}

vault::Subject SubjectAtHand::newcomer(const Occasion& occasion, vault::SubjectKind kind) const {
  vault::Subject person;
  person.kind = kind;
  person.since = occasion.now;
  if (reference_.alias) {
    person.aliases =
        occasion.reg.indexer.entries(vault::FoundAs::alias, *reference_.alias, vault::index_target(*id_));
  }
  return person;
}

vault::SubjectKey SubjectAtHand::enter(const Occasion& occasion, const vault::Subject& newcomer,
                                       store::Commit& commit) const {
  vault::Sealer::NewKey made = occasion.reg.sealer.make_key(*id_);
  commit.preconditions.push_back({vault::keyring_row(*id_), store::Precondition::Absent{}});
  commit.puts.push_back({vault::keyring_row(*id_), std::move(made.wrapped)});
  commit.index_puts.insert(commit.index_puts.end(), newcomer.aliases.begin(), newcomer.aliases.end());
  return std::move(made.key);
}

void SubjectAtHand::put(const vault::Subject& subject, store::Commit& commit) const {
  unchanged(commit);
  commit.puts.push_back({vault::subject_row(*id_), vault::encode(subject)});
}

void SubjectAtHand::unchanged(store::Commit& commit) const {
  store::Precondition condition{vault::subject_row(*id_), store::Precondition::Absent{}};
  if (version_) condition.must_be = store::Precondition::Version{*version_};
  commit.preconditions.push_back(std::move(condition));
}

Result<std::optional<base::Term>> party_named(const Fields& fields, base::Literal field) {
  if (!fields.has(field)) return std::optional<base::Term>();
  if (auto name = base::Term::declared(fields.name(field))) return std::optional(std::move(*name));
  return fail(
      base::Error(ErrorCode::invalid_value, "a name has 1 to 64 lower-case letters, digits, _, - and .")
          .with("field", field));
}

std::vector<base::Term> terms(const policy::Policy& policy, const policy::ItemSet& items) {
  std::vector<base::Term> names;
  names.reserve(items.count());
  items.for_each([&](policy::ItemIndex item) { names.push_back(policy.items()[item].name); });
  return names;
}

std::vector<base::Term> terms(const policy::Policy& policy, const policy::PurposeSet& purposes) {
  std::vector<base::Term> names;
  purposes.for_each([&](policy::PurposeIndex purpose) { names.push_back(policy.purposes()[purpose].name); });
  return names;
}

namespace {

template <typename Set, typename Table>
Result<Set> set_of(const Table& table, const std::vector<std::string>& names, base::Literal field) {
  Set set;
  std::uint64_t position = 0;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const auto place, place_of(table, name, field, ++position));
    set.set(place);
  }
  return set;
}

}  // namespace

Result<policy::ItemSet> item_set(const policy::Policy& policy, const std::vector<std::string>& names,
                                 base::Literal field) {
  return set_of<policy::ItemSet>(policy.items(), names, field);
}
Result<policy::PurposeSet> purpose_set(const policy::Policy& policy, const std::vector<std::string>& names,
                                       base::Literal field) {
  return set_of<policy::PurposeSet>(policy.purposes(), names, field);
}

}  // namespace daicho::service
