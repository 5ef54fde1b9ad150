// SPDX-License-Identifier: Apache-2.0
#include "service/operations/person_change.h"
#include "service/operations/rows.h"

// Records that a person wants no more of something: direct mail, telephone sales, a use (APPI 35; A-006,
// A-007, B-052). The very next decision knows it, for it reads the same row.
namespace daicho::service {
namespace {

using base::Result;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"stop", FieldType::name, true},
    {"channel", FieldType::name, false},  // by which way the demand came
};

class MakeStop final : public PersonChange {
 public:
  MakeStop(SubjectReference reference, policy::StopIndex stop)
      : PersonChange(std::move(reference)), stop_(stop) {}

  std::optional<policy::ChannelIndex> channel;

  ledger::Operation recorded_as() const override { return ledger::Operation::stop; }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::stop};
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
    if (person.stopped(name, occasion.now)) return false;
    person.stops.push_back({occasion.derive<base::StopId>("stop"), name, occasion.now, std::nullopt});
    return true;
  }

  policy::StopIndex stop_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto stop, place_of(policy.stops(), fields.name("stop"), "stop"));
  auto operation = std::make_unique<MakeStop>(fields.subject("subject"), stop);
  if (fields.has("channel")) {
    ASSIGN_OR_RETURN(operation->channel, place_of(policy.channels(), fields.name("channel"), "channel"));
  }
  return std::unique_ptr<Operation>(std::move(operation));
}

}  // namespace

const OperationRow stop_row{"stop", policy::Operation::stop, true, fields_taken, parse};

}  // namespace daicho::service
