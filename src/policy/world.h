// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/check.h"
#include "policy/decide.h"

namespace daicho::policy {

// For tests: a question that the sample policy permits, and everything around it by name, to be changed one
// thing at a time.
struct World {
  explicit World(const Policy& of) : policy(&of) {
    for (const Operation operation : all_operations) caller.operations.set(operation);
    caller.all_purposes = true;
    subject.state = SubjectState::living;
    record.held = true;
    record.type = type("profile");
    record.acquired_for = of.all_purposes();
    question.operation = Operation::use;
    question.items = items({"name", "email"});
    question.purpose = purpose("billing");
    question.carries = {DutyKind::record_provision, DutyKind::mask};
  }

  // Turns the question into an acquisition of name and email from the website for billing.
  World& acquire() {
    question = {};
    question.operation = Operation::acquire;
    question.items = items({"name", "email"});
    question.record_type = type("profile");
    question.channel = *policy->channels().find("website");
    question.purposes = PurposeSet().set(purpose("billing"));
    subject.state = SubjectState::unknown;
    return *this;
  }

  // Turns the question into a provision of name and email to a partner, under the rule of that name.
  World& provide(std::string_view rule, std::optional<std::string_view> for_purpose) {
    question.operation = Operation::provide;
    question.provision = found(policy->provisions(), rule);
    question.recipient = base::Term::declared("acme");
    question.purpose.reset();
    if (for_purpose) question.purpose = purpose(*for_purpose);
    return *this;
  }
  // The same for an entrustment.
  World& entrust(std::string_view rule, std::string_view for_purpose) {
    question.operation = Operation::entrust;
    question.entrustment = found(policy->entrustments(), rule);
    question.recipient = base::Term::declared("acme");
    question.purpose = purpose(for_purpose);
    return *this;
  }

  ItemIndex item(std::string_view name) const { return found(policy->items(), name); }
  ItemSet items(std::initializer_list<std::string_view> names) const {
    ItemSet set;
    for (const std::string_view name : names) set.set(item(name));
    return set;
  }
  PurposeIndex purpose(std::string_view name) const { return found(policy->purposes(), name); }
  RecordTypeIndex type(std::string_view name) const { return found(policy->record_types(), name); }
  ChannelIndex channel(std::string_view name) const { return found(policy->channels(), name); }
  ConsentIndex consent(std::string_view name) const { return found(policy->consents(), name); }
  StopIndex stop(std::string_view name) const { return found(policy->stops(), name); }
  ExceptionIndex exception(std::string_view name) const { return found(policy->exceptions(), name); }
  FactSet facts(std::initializer_list<std::string_view> names) const {
    FactSet set;
    for (const std::string_view name : names) set.set(found(policy->facts(), name));
    return set;
  }

  Decision decide() const { return policy::decide(*policy, caller, subject, record, question, now); }
  // The names of the reasons, in order: `consent_missing stopped`.
  std::string reasons() const {
    std::string names;
    const Decision decision = decide();
    for (const Reason& reason : decision.reasons()) {
      names += (names.empty() ? "" : " ") + std::string(public_name(reason.code).text());
    }
    return names;
  }

  const Policy* policy;
  CallerFacts caller;
  SubjectFacts subject;
  RecordFacts record;
  Question question;
  base::Instant now = *base::Instant::parse("2026-11-21T00:00:00Z");

 private:
  template <typename Place, typename Row>
  static Place found(const Table<Place, Row>& table, std::string_view name) {
    const auto place = table.find(name);
    CHECK(place.has_value());
    return *place;
  }
};

}  // namespace daicho::policy
