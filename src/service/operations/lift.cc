// SPDX-License-Identifier: Apache-2.0
#include "service/operations/person_change.h"
#include "service/operations/rows.h"

// Records that a person takes a stop back. Every standing demand of it is lifted.
namespace daicho::service {
namespace {

using base::Result;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"stop", FieldType::name, true},
    {"channel", FieldType::name, false},  // by which way the person said so
};

class LiftStop final : public PersonChange {
 public:
  LiftStop(SubjectReference reference, policy::StopIndex stop)
      : PersonChange(std::move(reference)), stop_(stop) {}

  std::optional<policy::ChannelIndex> channel;

  ledger::Operation recorded_as() const override { return ledger::Operation::lift; }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::lift};
    question.stop = stop_;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.facts.push_back({"stop", policy_->stops()[stop_].name});
    if (channel) entry.channel = policy_->channels()[*channel].name;
  }

 private:
  Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry&) override {
    const base::Term& name = policy_->stops()[stop_].name;
    bool any = false;
    for (vault::Stop& demand : person.stops) {
      if (demand.stop != name || demand.lifted) continue;
      demand.lifted = occasion.now;
      any = true;
    }
    return any;
  }

  policy::StopIndex stop_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto stop, place_of(policy.stops(), fields.name("stop"), "stop"));
  auto operation = std::make_unique<LiftStop>(fields.subject("subject"), stop);
  if (fields.has("channel")) {
    ASSIGN_OR_RETURN(operation->channel, place_of(policy.channels(), fields.name("channel"), "channel"));
  }
  return std::unique_ptr<Operation>(std::move(operation));
}

}  // namespace

const OperationRow lift_row{"lift", policy::Operation::lift, true, fields_taken, parse};

}  // namespace daicho::service
