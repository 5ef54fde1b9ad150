// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/entry.h"
#include "policy/decide.h"
#include "service/answer_writer.h"
#include "service/fields.h"
#include "service/register.h"
#include "store/store.h"
#include "vault/subject.h"

namespace daicho::service {

// What the whole of one request shares: who asks, when, under which office.
struct Occasion {
  const Register& reg;
  const Office& office;
  const Caller& caller;
  base::Instant now;        // read once
  base::RequestId request;  // of the Idempotency-Key, or random
  bool repeatable = false;  // the request came with an Idempotency-Key

  const policy::Policy& policy() const { return *office.policy(); }

  // An id that a repetition of this request makes again: random to anyone without the request key.
  template <typename AnId>
  AnId derive(std::string_view what, std::uint64_t number = 0) const {
    return *AnId::from_bytes(derive_bytes(what, number));
  }

 private:
  std::string derive_bytes(std::string_view what, std::uint64_t number) const;
};

// What the decision needs to know, all of it from one snapshot.
struct Facts {
  policy::SubjectFacts subject;
  policy::RecordFacts record;
};

// What is to be done: one commit, whose ledger entries are encoded last.
struct Plan {
  store::Commit commit;
  ledger::Entry entry;                         // of the operation itself
  std::vector<ledger::Entry> further_entries;  // of what it brings with it, e.g. one per erased record
};

// One thing that can be asked of the register. One file each in operations/.
//
// A request makes one Operation (parse), which then goes down the straight line: gather → question → the
// decision → plan. After a conflict gather, question and plan are called again.
class Operation {
 public:
  virtual ~Operation() = default;

  // As what it stands in the ledger.
  virtual ledger::Operation recorded_as() const = 0;
  // The bucket that holds everything it touches. May look a person up.
  virtual base::Result<store::Bucket> bucket(const Occasion& occasion) = 0;
  // Reads the facts. What else plan needs is kept in the Operation.
  virtual base::Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) = 0;
  // What is asked of the policy.
  virtual policy::Question question() const = 0;
  // What is to be recorded of a decision, permitted or denied: the person, the items, the purposes …
  virtual void describe(ledger::Entry& entry) const = 0;
  // Called for a Permit only: what is to be changed, and what is answered. The answer leaves after the
  // commit.
  virtual base::Status plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
                            AnswerWriter& answer) = 0;
  // Called after the commit of a permitted step. True when the request has another step, which goes down the
  // line again: the next person found, the next records due. Each step is decided, committed and recorded on
  // its own. The answer is the entry of the first step, as for a repetition, and what all steps wrote beside
  // it. A step that is denied ends the request, and its denial is the answer.
  virtual bool advance(const store::Committed&) { return false; }
};

// What a decision at `now` is told of a person in that state.
policy::SubjectFacts facts_of(const vault::Subject& state, const policy::Policy& policy, base::Instant now);

// The bucket, the state and the key of the person an operation is about.
class SubjectAtHand {
 public:
  explicit SubjectAtHand(SubjectReference reference) : reference_(std::move(reference)) {}

  // Looks the person up. `id()` is known afterwards, also of a person who is not in the register yet: such an
  // id is derived from the request. For an operation that may enter a newcomer: `conflict` while another
  // request enters one under the same alias.
  enum class Newcomer : std::uint8_t { is_not_entered, may_be_entered };
  base::Result<store::Bucket> find(const Occasion& occasion, Newcomer newcomer = Newcomer::is_not_entered);
  // Reads the person's row. `facts.state` is `unknown` when there is none.
  base::Status read(const Occasion& occasion, const store::Snapshot& snapshot);

  const base::SubjectId& id() const { return *id_; }
  // The person's state; null when not in the register.
  const vault::Subject* state() const { return state_ ? &*state_ : nullptr; }
  vault::Subject* state() { return state_ ? &*state_ : nullptr; }
  policy::SubjectFacts facts(const Occasion& occasion) const;
  // The person's key; `erased` or `not_found` when there is none.
  base::Result<vault::SubjectKey> key(const Occasion& occasion, const store::Snapshot& snapshot) const;

  // `not_found` when the person was asked for by an id that the register never gave: such an id is not taken
  // over, for only random ones may stand in the ledger.
  base::Status may_enter() const;
  // A person who is not in the register yet, as they come in now: with the alias they were asked for by.
  vault::Subject newcomer(const Occasion& occasion, vault::SubjectKind kind) const;
  // Adds to the commit what a newcomer needs beside the row: a key, and what leads from the aliases to the
  // person.
  vault::SubjectKey enter(const Occasion& occasion, const vault::Subject& newcomer,
                          store::Commit& commit) const;

  // Puts `subject` as the person's new state, on the condition that the row is as it was read.
  void put(const vault::Subject& subject, store::Commit& commit) const;
  // The condition alone: nobody changed the person meanwhile.
  void unchanged(store::Commit& commit) const;

 private:
  SubjectReference reference_;
  base::Result<std::optional<base::SubjectId>> find_alias(const Occasion& occasion,
                                                          const base::KeyedDigest& alias) const;

  std::optional<base::SubjectId> id_;
  std::unique_ptr<AliasClaims::Claim> claim_;
  std::optional<vault::Subject> state_;
  std::optional<std::uint64_t> version_;
};

// The names of a set of the policy's places, for the ledger.
std::vector<base::Term> terms(const policy::Policy& policy, const policy::ItemSet& items);
std::vector<base::Term> terms(const policy::Policy& policy, const policy::PurposeSet& purposes);

// The place of a name the policy declares; `unknown_term` naming the field and, in a list, the position.
template <typename Table>
base::Result<typename Table::place_type> place_of(const Table& table, std::string_view name,
                                                  base::Literal field, std::uint64_t position = 0) {
  if (const auto place = table.find(name)) return *place;
  base::Error error(base::ErrorCode::unknown_term,
                    "the policy in force declares no such name; see GET /v1/policy");
  error = std::move(error).with("field", field);
  if (position > 0) error = std::move(error).with("position", base::Count(position));
  return base::fail(std::move(error));
}

// The name of somebody outside: a recipient, a client. `invalid_value` when it has not the form of a name;
// nothing when the field did not come.
base::Result<std::optional<base::Term>> party_named(const Fields& fields, base::Literal field);

// A list of names as a set.
base::Result<policy::ItemSet> item_set(const policy::Policy& policy, const std::vector<std::string>& names,
                                       base::Literal field);
base::Result<policy::PurposeSet> purpose_set(const policy::Policy& policy,
                                             const std::vector<std::string>& names, base::Literal field);

}  // namespace daicho::service
