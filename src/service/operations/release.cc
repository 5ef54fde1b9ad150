// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/person_change.h"
#include "service/operations/rows.h"

// Ends a hold before its last day, or one that has none. What it kept is then erasable when nothing else
// keeps it.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"hold", FieldType::id, true},  // hld_…
};

class ReleaseHold final : public PersonChange {
 public:
  ReleaseHold(SubjectReference reference, const base::HoldId& hold)
      : PersonChange(std::move(reference)), hold_(hold) {
    moves_clocks_ = true;
  }

  ledger::Operation recorded_as() const override { return ledger::Operation::release; }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    ASSIGN_OR_RETURN(Facts facts, PersonChange::gather(occasion, snapshot));
    // Without the hold nobody can say what kind of hold is asked about.
    if (facts.subject.state != policy::SubjectState::living) return no_such_hold();
    return facts;
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::release};
    question.hold_kind = kind_;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.facts.push_back({"hold", hold_});
    if (kind_) entry.facts.push_back({"kind", policy_->hold_kinds()[*kind_].name});
  }

 private:
  static tl::unexpected<Error> no_such_hold() {
    return fail(Error(ErrorCode::not_found, "the person has no such hold; see what stands for the person")
                    .with("field", Literal("hold")));
  }

  Status look(const Occasion&, const store::Snapshot&, Facts&) override {
    const auto& holds = subject_.state()->holds;
    const auto found = std::find_if(holds.begin(), holds.end(),
                                    [this](const vault::Hold& hold) { return hold.id == hold_; });
    if (found == holds.end()) return no_such_hold();
    record_ = found->record;
    kind_ = policy_->hold_kinds().find(found->kind.text());
    if (kind_) return {};
    return fail(Error(ErrorCode::unknown_term,
                      "the policy in force knows this kind of hold no more, so it keeps nothing")
                    .with("field", Literal("hold")));
  }

  Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry&) override {
    for (vault::Hold& hold : person.holds) {
      if (hold.id != hold_ || hold.released) continue;
      hold.released = occasion.now;
      return true;
    }
    return false;
  }

  base::HoldId hold_;
  std::optional<policy::HoldKindIndex> kind_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  ASSIGN_OR_RETURN(const auto hold, fields.id<base::HoldId>("hold"));
  return std::make_unique<ReleaseHold>(fields.subject("subject"), hold);
}

}  // namespace

const OperationRow release_row{"release", policy::Operation::release, true, fields_taken, parse};

}  // namespace daicho::service
