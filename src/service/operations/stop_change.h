// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "service/operations/person_change.h"
#include "service/operations/rows.h"

namespace daicho::service {

// What demanding a stop and taking it back share: which stop, and by which way the person said so.
class StopChange : public PersonChange {
 public:
  static constexpr Field fields_taken[] = {
      {"subject", FieldType::subject, true},
      {"stop", FieldType::name, true},
      {"channel", FieldType::name, false},
  };

  // Reads the fields into a new `Change`, which is a StopChange.
  template <typename Change>
  static base::Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
    const policy::Policy& policy = occasion.policy();
    ASSIGN_OR_RETURN(const auto stop, place_of(policy.stops(), fields.name("stop"), "stop"));
    auto change = std::make_unique<Change>(fields.subject("subject"), stop);
    if (fields.has("channel")) {
      ASSIGN_OR_RETURN(change->channel_, place_of(policy.channels(), fields.name("channel"), "channel"));
    }
    return std::unique_ptr<Operation>(std::move(change));
  }

  policy::Question question() const override {
    policy::Question question{.operation = asked_as()};
    question.stop = stop_;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.facts.push_back({"stop", name()});
    if (channel_) entry.channel = policy_->channels()[*channel_].name;
  }

 protected:
  StopChange(SubjectReference reference, policy::StopIndex stop)
      : PersonChange(std::move(reference)), stop_(stop) {}

  virtual policy::Operation asked_as() const = 0;
  // The stop's, in the policy in force.
  const base::Term& name() const { return policy_->stops()[stop_].name; }

 private:
  policy::StopIndex stop_;
  std::optional<policy::ChannelIndex> channel_;
};

}  // namespace daicho::service
