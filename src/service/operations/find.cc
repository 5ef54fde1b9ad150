// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "service/caller.h"
#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"
#include "service/value_form.h"
#include "vault/rows.h"

// Finds people by what is known of them: an e-mail address, a telephone number, a name, or several at once,
// which must then all be true of a person. It answers ids and nothing personal.
//
// Nobody is looked for before it is decided that they may be. Each person found is an entry in the ledger of
// their own; a search that finds nobody is one in the office's.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;
using vault::FoundAs;

constexpr Field fields_taken[] = {
    {"by", FieldType::values, true},  // {"email": "…", "name": "…"}
    {"purpose", FieldType::name, true},
    {"limit", FieldType::count, false},
    {"after", FieldType::id, false},  // goes on behind this person, as `next` named them
};
constexpr std::uint64_t people_default = 20, people_max = 100;
// What has more hits than this is too common to look by it alone; with something rarer it is confirmed by
// opening.
constexpr std::size_t hits_max = 20'000;
// One request looks at so many people at most; `next` goes on from there.
constexpr std::size_t people_looked_at_max = 1'000;
constexpr std::size_t records_looked_at_max = 10'000, records_named_max = 100;

// By which values may be looked; free texts are not indexed.
constexpr std::array kinds = {FoundAs::email,   FoundAs::phone,      FoundAs::name, FoundAs::postal_code,
                              FoundAs::address, FoundAs::birth_date, FoundAs::alias};

// One thing known of the person looked for.
struct Sought {
  FoundAs kind;
  std::vector<base::KeyedDigest> digests;
  policy::ItemSet items;  // that may be looked into for the purpose

  bool has(const base::KeyedDigest& digest) const {
    return std::find(digests.begin(), digests.end(), digest) != digests.end();
  }
  bool has(const store::IndexEntry& entry) const {
    return entry.kind.number == static_cast<std::uint16_t>(kind) && has(entry.digest);
  }
};

// A person of whom all that was asked is true.
struct Found {
  base::SubjectId id;
  vault::SubjectKind kind;
  std::vector<base::RecordId> records;  // that say so
};

class Find final : public Operation {
 public:
  Find(std::vector<Sought> sought, policy::PurposeIndex purpose)
      : sought_(std::move(sought)), purpose_(purpose) {}

  std::uint64_t limit = people_default;
  std::optional<base::SubjectId> after;

  ledger::Operation recorded_as() const override { return ledger::Operation::find; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    if (at_ == 0) RETURN_IF_ERROR(look(occasion));
    if (people_.empty()) return occasion.reg.store.office();
    return occasion.reg.store.bucket_of(people_[at_].id);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    confirmed_.reset();
    if (people_.empty()) return Facts();
    ASSIGN_OR_RETURN(confirmed_, confirm(occasion, snapshot, people_[at_].id));
    return Facts();
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::find};
    question.purpose = purpose_;
    for (const Sought& one : sought_) question.items |= one.items;
    // An alias is no item of the policy: who looks by it alone asks whether this purpose may look at all.
    if (question.items.empty()) question.items = policy_->purposes()[purpose_].items;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    policy::ItemSet items;
    for (const Sought& one : sought_) {
      items |= one.items;
      entry.facts.push_back({*base::Term::declared("by_" + std::string(public_name(one.kind).text())), true});
    }
    entry.items = terms(*policy_, items);
    entry.purposes = {policy_->purposes()[purpose_].name};
  }

  Status plan(const Occasion&, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    JsonWriter& out = answer.json();
    if (at_ == 0) out.key("found").begin_array();
    if (confirmed_) {
      plan.entry.subject = confirmed_->id;
      plan.entry.records = confirmed_->records;
      write(out, *confirmed_);
    } else {
      plan.entry.outcome = ledger::Outcome::not_found;
    }
    if (at_ + 1 < people_.size()) return {};
    out.end_array();
    out.key("more").boolean(next_.has_value());
    if (next_) out.key("next").value(*next_);
    return {};
  }

  bool advance(const store::Committed&) override { return ++at_ < people_.size(); }

 private:
  // Finds the people of this request. They are confirmed once more by the step that records and answers them.
  Status look(const Occasion& occasion) {
    people_.clear();
    next_.reset();
    const auto decision =
        policy::decide(*policy_, caller_facts(occasion.caller, *policy_), {}, {}, question(), occasion.now);
    if (!decision.permitted()) return {};
    ASSIGN_OR_RETURN(const std::vector<base::SubjectId> candidates, find_candidates(occasion));
    std::size_t looked_at = 0;
    std::optional<base::SubjectId> last;
    for (const base::SubjectId& candidate : candidates) {
      if (after && candidate <= *after) continue;
      if (people_.size() == limit || looked_at++ == people_looked_at_max) {
        next_ = last;
        return {};
      }
      last = candidate;
      ASSIGN_OR_RETURN(const auto snapshot,
                       occasion.reg.store.snapshot(occasion.reg.store.bucket_of(candidate)));
      ASSIGN_OR_RETURN(auto found, confirm(occasion, *snapshot, candidate));
      if (found) people_.push_back(std::move(*found));
    }
    return {};
  }

  // Those to whom the index leads by everything that was asked, in the order of their ids. What is too common
  // is left to the confirmation.
  Result<std::vector<base::SubjectId>> find_candidates(const Occasion& occasion) const {
    std::optional<std::vector<base::SubjectId>> candidates;
    for (const Sought& one : sought_) {
      ASSIGN_OR_RETURN(auto some, find_people(occasion, one));
      if (!some) continue;
      if (candidates) {
        std::vector<base::SubjectId> both;
        std::set_intersection(candidates->begin(), candidates->end(), some->begin(), some->end(),
                              std::back_inserter(both));
        some = std::move(both);
      }
      candidates = std::move(some);
    }
    if (candidates) return std::move(*candidates);
    return fail(Error(ErrorCode::too_large, "too many have this; look by something rarer beside it")
                    .with("field", Literal("by")));
  }

  // Nothing when there are too many.
  static Result<std::optional<std::vector<base::SubjectId>>> find_people(const Occasion& occasion,
                                                                         const Sought& one) {
    std::vector<base::SubjectId> people;
    for (const base::KeyedDigest& digest : one.digests) {
      const store::IndexKind kind{static_cast<std::uint16_t>(one.kind)};
      ASSIGN_OR_RETURN(const auto hits, occasion.reg.store.find(kind, digest, hits_max));
      if (hits.size() == hits_max) return std::optional<std::vector<base::SubjectId>>();
      for (const store::IndexHit& hit : hits) {
        if (const auto person = vault::read_index_target(hit.target)) people.push_back(*person);
      }
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return std::optional(std::move(people));
  }

  // Whether the person lives in the register and all that was asked is true of them, by records that may
  // still be read.
  Result<std::optional<Found>> confirm(const Occasion& occasion, const store::Snapshot& snapshot,
                                       const base::SubjectId& id) const {
    SubjectAtHand subject(SubjectReference{.id = id, .alias = {}});
    ASSIGN_OR_RETURN(const store::Bucket bucket, subject.find(occasion));
    static_cast<void>(bucket);
    RETURN_IF_ERROR(subject.read(occasion, snapshot));
    if (subject.facts(occasion).state != policy::SubjectState::living) return std::optional<Found>();
    ASSIGN_OR_RETURN(const auto key, subject.key(occasion, snapshot));
    ASSIGN_OR_RETURN(const auto records, read_records(snapshot, id, nullptr, "", records_looked_at_max));
    Found found{id, subject.state()->kind, {}};
    for (const Sought& one : sought_) {
      bool is_true = one.kind == FoundAs::alias && has_alias(*subject.state(), one);
      for (const RecordAtHand& at_hand : records) {
        ASSIGN_OR_RETURN(const bool says_so, says(occasion, *subject.state(), id, key, at_hand, one));
        if (!says_so) continue;
        is_true = true;
        found.records.push_back(at_hand.id);
      }
      if (!is_true) return std::optional<Found>();
    }
    std::sort(found.records.begin(), found.records.end());
    found.records.erase(std::unique(found.records.begin(), found.records.end()), found.records.end());
    if (found.records.size() > records_named_max)
      found.records.erase(found.records.begin() + records_named_max, found.records.end());
    return std::optional(std::move(found));
  }

  static bool has_alias(const vault::Subject& person, const Sought& one) {
    return std::any_of(person.aliases.begin(), person.aliases.end(),
                       [&](const store::IndexEntry& alias) { return one.has(alias); });
  }

  // Whether an item of the record that may be looked into says so, and its retention has not ended. The value
  // is opened to be compared by its digest, and goes nowhere.
  Result<bool> says(const Occasion& occasion, const vault::Subject& person, const base::SubjectId& id,
                    const vault::SubjectKey& key, const RecordAtHand& at_hand, const Sought& one) const {
    const vault::Record& record = at_hand.record;
    if (std::none_of(record.index.begin(), record.index.end(),
                     [&](const store::IndexEntry& entry) { return one.has(entry); })) {
      return false;
    }
    for (const ItemEnd& end : ends_of(*policy_, occasion.reg.law, person, at_hand.id, record)) {
      const auto place = policy_->items().find(end.item.text());
      if (!place || !one.items.test(*place) || end.end.is_erasable(base::LocalDate::on(occasion.now)))
        continue;
      const vault::SealedPlace where{id, at_hand.id, record.revision, record.type.text(), end.item.text()};
      ASSIGN_OR_RETURN(const auto value, occasion.reg.sealer.open(key, where, record.find(end.item)->sealed));
      const auto entries = occasion.reg.indexer.entries(one.kind, value, "");
      if (std::any_of(entries.begin(), entries.end(),
                      [&](const store::IndexEntry& entry) { return one.has(entry); }))
        return true;
    }
    return false;
  }

  void write(JsonWriter& out, const Found& found) const {
    out.begin_object().key("subject").value(found.id).key("subject_kind").value(found.kind);
    out.key("matched_by").begin_array();
    for (const Sought& one : sought_) out.value(one.kind);
    out.end_array().key("records").begin_array();
    for (const base::RecordId& record : found.records) out.value(record);
    out.end_array().end_object();
  }

  std::vector<Sought> sought_;
  policy::PurposeIndex purpose_;
  const policy::Policy* policy_ = nullptr;
  std::vector<Found> people_;
  std::optional<base::SubjectId> next_;
  std::size_t at_ = 0;  // the person whose step this is
  std::optional<Found> confirmed_;
};

Result<Sought> sought_by(const Occasion& occasion, policy::PurposeIndex purpose, const NamedValue& named,
                         std::uint64_t position) {
  const policy::Policy& policy = occasion.policy();
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](FoundAs known) { return public_name(known).text() == named.name; });
  policy::ItemSet items;
  for (std::uint16_t i = 0; kind != kinds.end() && i < policy.items().size(); ++i) {
    if (found_as(policy.items()[policy::ItemIndex(i)].value) == *kind) items.set(policy::ItemIndex(i));
  }
  if (kind == kinds.end() || (items.empty() && *kind != FoundAs::alias)) {
    return fail(Error(ErrorCode::unknown_term,
                      "nothing that this policy declares is found by what stands at this position")
                    .with("field", Literal("by"))
                    .with("position", base::Count(position)));
  }
  // What the purpose does not reach is not looked into; when it reaches nothing, the decision says so.
  const policy::ItemSet reached = items & policy.purposes()[purpose].items;
  Sought sought{*kind, occasion.reg.indexer.look_up(*kind, named.value), reached.empty() ? items : reached};
  if (sought.digests.empty()) {
    return fail(Error(ErrorCode::invalid_value, "nothing can be found by a value of this form")
                    .with("field", Literal("by"))
                    .with("kind", *kind));
  }
  return sought;
}

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  ASSIGN_OR_RETURN(const auto purpose,
                   place_of(occasion.policy().purposes(), fields.name("purpose"), "purpose"));
  std::vector<Sought> sought;
  for (const NamedValue& named : fields.values("by")) {
    ASSIGN_OR_RETURN(auto one, sought_by(occasion, purpose, named, sought.size() + 1));
    sought.push_back(std::move(one));
  }
  if (sought.empty())
    return fail(Error(ErrorCode::invalid_value, "say by what to look").with("field", Literal("by")));
  auto find = std::make_unique<Find>(std::move(sought), purpose);
  if (fields.has("limit")) find->limit = std::clamp<std::uint64_t>(fields.count("limit"), 1, people_max);
  if (fields.has("after")) {
    ASSIGN_OR_RETURN(find->after, fields.id<base::SubjectId>("after"));
  }
  return std::unique_ptr<Operation>(std::move(find));
}

}  // namespace

const OperationRow find_row{"find", policy::Operation::find, false, fields_taken, parse};

}  // namespace daicho::service
