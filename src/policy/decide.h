// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "base/instant.h"
#include "base/literal.h"
#include "policy/names.h"
#include "policy/policy.h"

namespace daicho::policy {

// What a caller wants done. Numbers are written to the ledger and never change.
enum class Operation : std::uint8_t {
  acquire = 1,          // take in items of a person
  use = 2,              // read items for a purpose
  find = 3,             // look for persons by items, for a purpose
  correct = 4,          // replace items of a record
  consent = 5,          // record a consent given
  withdraw = 6,         // record its withdrawal
  stop = 7,             // record an opt-out or stop
  lift = 8,             // record that it is lifted
  report_event = 9,     // report an event that may start a period
  hold = 10,            // keep a record longer, for a reason
  release = 11,         // end a hold
  erase = 12,           // erase a record or a person
  export_subject = 13,  // give the person all that is held of them (APPI 33)
  decide_only = 14,     // ask for a decision and do nothing
  read_state = 15,      // see consents, stops, holds and periods; no personal values
  read_ledger = 16,
  publish_policy = 17,
  administer = 18,  // callers and keys
  run_retention = 19,
  use_exception = 20,  // held besides `use` or `acquire` by who may invoke an exception
};
base::Literal public_name(Operation operation);
inline constexpr std::array all_operations = {
    Operation::acquire,        Operation::use,         Operation::find,          Operation::correct,
    Operation::consent,        Operation::withdraw,    Operation::stop,          Operation::lift,
    Operation::report_event,   Operation::hold,        Operation::release,       Operation::erase,
    Operation::export_subject, Operation::decide_only, Operation::read_state,    Operation::read_ledger,
    Operation::publish_policy, Operation::administer,  Operation::run_retention, Operation::use_exception};
// The operation of that public name.
std::optional<Operation> operation_named(std::string_view name);

// A set of operations, bit by bit.
class OperationSet {
 public:
  constexpr OperationSet() = default;
  constexpr OperationSet(std::initializer_list<Operation> operations) {
    for (const Operation operation : operations) set(operation);
  }
  constexpr OperationSet& set(Operation operation) {
    bits_ |= std::uint32_t{1} << static_cast<unsigned>(operation);
    return *this;
  }
  constexpr bool test(Operation operation) const {
    return (bits_ >> static_cast<unsigned>(operation) & 1) != 0;
  }
  friend constexpr bool operator==(OperationSet, OperationSet) = default;

 private:
  std::uint32_t bits_ = 0;
};

// What is known of who asks: what the caller may do, and for which purposes.
struct CallerFacts {
  OperationSet operations;
  PurposeSet purposes;
  bool all_purposes = false;
};

// Where a person stands in the register.
enum class SubjectState : std::uint8_t {
  unknown = 1,     // not in the register (yet)
  living = 2,      // in the register
  erased = 3,      // erased: nothing can be done any more
  restricted = 4,  // use ceased at the person's demand (利用停止, APPI 35)
};
base::Literal public_name(SubjectState state);

// What is known of the person, from one snapshot.
struct SubjectFacts {
  SubjectState state = SubjectState::unknown;
  ConsentSet given;     // consents that stand
  StopSet standing;     // stops that stand
  ContextSet contexts;  // contexts that hold for the person, e.g. takes a health service
  PurposeSet ended;     // purposes that have ended for the person (retention.h: ended_purposes)
};

// What is known of the record asked about, from the same snapshot.
struct RecordFacts {
  bool held = false;  // whether there is such a record
  std::optional<RecordTypeIndex> type;
  PurposeSet acquired_for;       // what it was acquired for; a use for anything else is denied (APPI 18(1))
  bool retention_ended = false;  // its first erasable day has come
  bool under_hold = false;       // an open hold keeps it
  bool under_statute = false;    // a statute still obliges to keep it
};

// One question to the policy: may this be done? What an operation does not need is left as it is.
struct Question {
  Operation operation = Operation::decide_only;
  ItemSet items;    // acquire, use, find, correct: the items
  ItemSet removed;  // correct: the items taken away; nothing is asked of a value that goes
  std::optional<PurposeIndex> purpose;         // use, find
  std::optional<Medium> medium;                // use: by what the person is reached, if at all
  std::optional<RecordTypeIndex> record_type;  // acquire
  std::optional<ChannelIndex> channel;         // acquire
  PurposeSet purposes;                         // acquire: what for
  bool source_stated = false;                  // acquire: where from, in detail
  bool my_number_found = false;                // acquire, correct: an individual number was found in a value
  ContextSet contexts;                         // stated contexts
  FactSet facts;                               // stated facts, each not empty: needs, limbs, steps passed
  std::optional<ExceptionIndex> exception;     // acquire, use: the exception invoked
  std::optional<ConsentIndex> consent;         // consent, withdraw
  std::optional<StopIndex> stop;               // stop, lift
  std::optional<EventIndex> event;             // report_event
  std::optional<HoldKindIndex> hold_kind;      // hold, release
};

// Why: a closed list (reason_codes.inc). Numbers are written to the ledger and never change.
enum class ReasonCode : std::uint16_t {
#define REASON(number, name) name = number,
#include "policy/reason_codes.inc"
#undef REASON
};
base::Literal public_name(ReasonCode code);
// The sentence of the code, `{about}` standing for the name of what the reason is about.
std::string_view sentence(ReasonCode code, base::Language language);
std::span<const ReasonCode> all_reason_codes();

// What a reason is about.
using About =
    std::variant<std::monostate, ItemIndex, PurposeIndex, ChannelIndex, RecordTypeIndex, ConsentIndex,
                 StopIndex, HoldKindIndex, EventIndex, ExceptionIndex, ContextIndex, FactIndex>;

// One thing that determined a decision: the clause of the policy, the article of law, and about what.
struct Reason {
  ReasonCode code;
  std::optional<ClauseIndex> clause;
  std::optional<CitationIndex> article;
  About about;
  friend bool operator==(const Reason&, const Reason&) = default;
};

class Decision;

// The right to open these items once, in this request. Only decide() makes one; it cannot be copied and must
// never be stored: what may be done is asked again each time.
class Permit {
 public:
  Permit(Permit&& other) noexcept
      : operation_(other.operation_),
        items_(std::exchange(other.items_, ItemSet())),
        purpose_(other.purpose_) {}
  Permit& operator=(Permit&&) = delete;
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;

  Operation operation() const { return operation_; }
  // The items it opens; none after it was moved on.
  const ItemSet& items() const { return items_; }
  std::optional<PurposeIndex> purpose() const { return purpose_; }

 private:
  friend Decision decide(const Policy&, const CallerFacts&, const SubjectFacts&, const RecordFacts&,
                         const Question&, base::Instant) noexcept;
  Permit(Operation operation, const ItemSet& items, std::optional<PurposeIndex> purpose)
      : operation_(operation), items_(items), purpose_(purpose) {}

  Operation operation_;
  ItemSet items_;
  std::optional<PurposeIndex> purpose_;
};

// The answer to a question: permitted or denied, and everything that determined it.
class Decision {
 public:
  static constexpr std::size_t reasons_max = 16;

  bool permitted() const { return permit_.has_value(); }
  // The permit; only when permitted.
  const Permit& permit() const& {
    CHECK(permit_.has_value());
    return *permit_;
  }
  Permit permit() && {
    CHECK(permit_.has_value());
    return std::move(*permit_);
  }
  // Never empty. A denial names what denies it; a permit names what allows it. In the order of asking:
  // policy, the person's own state, law, secrecy and individual number.
  std::span<const Reason> reasons() const { return {reasons_.data(), reason_count_}; }
  // Whether there were more than reasons_max; the first ones are kept.
  bool has_more_reasons() const { return more_; }
  // The items because of which it is denied; the whole question is denied with them.
  const ItemSet& denied_items() const { return denied_items_; }

 private:
  friend class ReasonWriter;
  friend Decision decide(const Policy&, const CallerFacts&, const SubjectFacts&, const RecordFacts&,
                         const Question&, base::Instant) noexcept;
  Decision() = default;

  std::optional<Permit> permit_;
  std::array<Reason, reasons_max> reasons_;
  std::size_t reason_count_ = 0;
  bool more_ = false;
  ItemSet denied_items_;
};

// Decides. Pure and total: the same arguments give the same answer, nothing is allocated, nothing is kept.
//
// Everything is denied that is not allowed by name, and every inconsistency denies: a place outside the
// policy's tables, an empty question, a policy not yet in force. A question for several items is allowed for
// all of them or denied whole (`denied_items()` names the ones that stand in the way).
Decision decide(const Policy& policy, const CallerFacts& caller, const SubjectFacts& subject,
                const RecordFacts& record, const Question& question, base::Instant now) noexcept;

}  // namespace daicho::policy
