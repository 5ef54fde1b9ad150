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
#include "policy/operation.h"
#include "policy/policy.h"

namespace daicho::policy {

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
  bool from_opt_out = false;     // it came by a channel whose providers provide by opt-out
  // The items that the purpose asked for used under the policy version shown when it was acquired; nothing
  // where that version is the one in force.
  std::optional<ItemSet> usable_then = {};
  std::optional<base::Term> client = {};  // the client who entrusted it to us
};

// One question to the policy: may this be done? What an operation does not need is left as it is.
struct Question {
  Operation operation = Operation::decide_only;
  ItemSet items;    // acquire, use, find, correct: the items
  ItemSet removed;  // correct: the items taken away; nothing is asked of a value that goes
  std::optional<PurposeIndex> purpose;          // use, find, provide, entrust
  std::optional<Medium> medium;                 // use: by what the person is reached, if at all
  std::optional<RecordTypeIndex> record_type;   // acquire
  std::optional<ChannelIndex> channel;          // acquire
  PurposeSet purposes;                          // acquire: what for
  bool source_stated = false;                   // acquire: where from, in detail
  bool my_number_found = false;                 // acquire, correct: an individual number was found in a value
  ContextSet contexts;                          // stated contexts
  FactSet facts;                                // stated facts, each not empty: needs, limbs, steps passed
  std::optional<ExceptionIndex> exception;      // acquire, use: the exception invoked
  std::optional<ConsentIndex> consent;          // consent, withdraw
  std::optional<StopIndex> stop;                // stop, lift
  std::optional<EventIndex> event;              // report_event
  std::optional<HoldKindIndex> hold_kind;       // hold, release
  std::optional<ProvisionIndex> provision;      // provide
  std::optional<EntrustmentIndex> entrustment;  // entrust
  std::optional<base::Term> recipient;          // provide, entrust: to whom
  std::optional<Country> country;               // provide, entrust: where the recipient is; Japan unless said
  bool for_payment = false;                     // provide: something is paid for it
  std::optional<base::Term> client;             // of what clients entrusted to us: whose it is
  bool approved = false;                        // another caller approved this very question
  DutyKinds carries;                            // the duties that who asks carries out with the permit
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
                 StopIndex, HoldKindIndex, EventIndex, ExceptionIndex, ContextIndex, FactIndex,
                 ProvisionIndex, EntrustmentIndex, EntrustedIndex, DutyIndex, ApartIndex>;

// One thing that determined a decision: the clause of the policy, the article of law, and about what.
struct Reason {
  ReasonCode code;
  std::optional<ClauseIndex> clause;
  std::optional<CitationIndex> article;
  About about;
  friend bool operator==(const Reason&, const Reason&) = default;
};

// What comes with a permit.
struct Duties {
  DutySet rules;    // the policy's duties that apply
  DutyKinds kinds;  // their kinds, and what the law adds (a record of provision, APPI 29(1))
  ItemSet masked;   // the items to be shown masked
  bool has(DutyKind kind) const { return kinds.test(kind); }
};

class Decision;

// The right to open these items once, in this request. Only decide() makes one; it cannot be copied and must
// never be stored: what may be done is asked again each time.
class Permit {
 public:
  Permit(Permit&& other) noexcept
      : operation_(other.operation_),
        items_(std::exchange(other.items_, ItemSet())),
        masked_(other.masked_),
        purpose_(other.purpose_) {}
  Permit& operator=(Permit&&) = delete;
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;

  Operation operation() const { return operation_; }
  // The items it opens; none after it was moved on.
  const ItemSet& items() const { return items_; }
  // Those of them that it opens masked only.
  const ItemSet& masked() const { return masked_; }
  std::optional<PurposeIndex> purpose() const { return purpose_; }

 private:
  friend Decision decide(const Policy&, const CallerFacts&, const SubjectFacts&, const RecordFacts&,
                         const Question&, base::Instant) noexcept;
  Permit(Operation operation, const ItemSet& items, const ItemSet& masked,
         std::optional<PurposeIndex> purpose)
      : operation_(operation), items_(items), masked_(masked), purpose_(purpose) {}

  Operation operation_;
  ItemSet items_;
  ItemSet masked_;
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
  // What comes with the permit. Those that must be done before are done; the others are for the asker, who
  // said in Question::carries that it carries them out. None with a denial.
  const Duties& duties() const { return duties_; }

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
  Duties duties_;
};

// Whether a record of which this is known serves the purpose for these items: it was acquired for it under a
// version that used them so, or for a related purpose, or the person consented for what is held.
bool serves(const Policy& policy, const ConsentSet& given, const RecordFacts& record, PurposeIndex purpose,
            const ItemSet& items);

// Decides. Pure and total: the same arguments give the same answer, nothing is allocated, nothing is kept.
//
// Everything is denied that is not allowed by name, and every inconsistency denies: a place outside the
// policy's tables, an empty question, a policy not yet in force. A question for several items is allowed for
// all of them or denied whole (`denied_items()` names the ones that stand in the way).
Decision decide(const Policy& policy, const CallerFacts& caller, const SubjectFacts& subject,
                const RecordFacts& record, const Question& question, base::Instant now) noexcept;

}  // namespace daicho::policy
