// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/person_change.h"
#include "service/operations/rows.h"

// Records that a person withdraws a consent: every standing act of it ends, and with it the holds that rest
// on one (A-036, B-030, B-111). Periods that run from a withdrawal begin.
namespace daicho::service {
namespace {

using base::Result;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"consent", FieldType::name, true},
    {"channel", FieldType::name, false},  // by which way the person said so
};

class WithdrawConsent final : public PersonChange {
 public:
  WithdrawConsent(SubjectReference reference, policy::ConsentIndex consent)
      : PersonChange(std::move(reference)), consent_(consent) {
    moves_clocks_ = true;
  }

  std::optional<policy::ChannelIndex> channel;

  ledger::Operation recorded_as() const override { return ledger::Operation::withdraw; }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::withdraw};
    question.consent = consent_;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.facts.push_back({"consent", policy_->consents()[consent_].name});
    if (channel) entry.channel = policy_->channels()[*channel].name;
  }

 private:
  Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry& entry) override {
    const base::Term& name = policy_->consents()[consent_].name;
    std::vector<base::ConsentId> ended;
    for (vault::Consent& act : person.consents) {
      if (act.consent != name || act.withdrawn) continue;
      act.withdrawn = occasion.now;
      ended.push_back(act.id);
    }
    std::uint64_t released = 0;
    for (vault::Hold& hold : person.holds) {
      if (hold.released || !hold.consent ||
          std::find(ended.begin(), ended.end(), *hold.consent) == ended.end())
        continue;
      hold.released = occasion.now;
      ++released;
    }
    if (released > 0) entry.facts.push_back({"holds_released", base::Count(released)});
    return !ended.empty();
  }

  policy::ConsentIndex consent_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto consent, place_of(policy.consents(), fields.name("consent"), "consent"));
  auto operation = std::make_unique<WithdrawConsent>(fields.subject("subject"), consent);
  if (fields.has("channel")) {
    ASSIGN_OR_RETURN(operation->channel, place_of(policy.channels(), fields.name("channel"), "channel"));
  }
  return std::unique_ptr<Operation>(std::move(operation));
}

}  // namespace

const OperationRow withdraw_row{"withdraw", policy::Operation::withdraw, true, fields_taken, parse};

}  // namespace daicho::service
