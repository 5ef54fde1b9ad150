// SPDX-License-Identifier: Apache-2.0
#include "service/numbered_facts.h"
#include "service/operations/rows.h"
#include "service/stated.h"

// Asks whether something may be done with personal information that lives elsewhere: the same question to the
// same policy, recorded with its outcome like any other. Nothing is opened and nothing is changed.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"operation", FieldType::name, true},    // acquire, use, find or correct
    {"subject", FieldType::subject, false},  // a person of the register; without one, no consent and no stop
                                             // is known
    {"items", FieldType::names, true},
    {"purpose", FieldType::name, false},        // use, find
    {"medium", FieldType::name, false},         // use
    {"record_type", FieldType::name, false},    // acquire; else the type of the record elsewhere
    {"channel", FieldType::name, false},        // acquire
    {"purposes", FieldType::names, false},      // acquire: what for
    {"source_stated", FieldType::flag, false},  // acquire: the source is written down there
    {"acquired_for", FieldType::names, false},  // use: what the record elsewhere was acquired for
    {"contexts", FieldType::names, false},
    {"facts", FieldType::facts, false},
    {"exception", FieldType::name, false},
};

class Decide final : public Operation {
 public:
  Decide(std::optional<SubjectReference> reference, policy::Question question)
      : question_(std::move(question)) {
    if (reference) subject_.emplace(std::move(*reference));
  }

  policy::PurposeSet acquired_for;

  ledger::Operation recorded_as() const override { return ledger::Operation::decide; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    if (subject_) return subject_->find(occasion);
    return occasion.reg.store.office();
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    Facts facts;
    facts.record.held = true;
    facts.record.type = question_.record_type;
    facts.record.acquired_for = acquired_for;
    if (subject_) {
      RETURN_IF_ERROR(subject_->read(occasion, snapshot));
      facts.subject = subject_->facts(occasion);
    } else {
      // Somebody who is known elsewhere only: nothing is known of consents, so none is given.
      facts.subject.state = policy::SubjectState::living;
    }
    return facts;
  }

  policy::Question question() const override { return question_; }

  void describe(ledger::Entry& entry) const override {
    if (subject_) entry.subject = subject_->id();
    entry.items = terms(*policy_, question_.items);
    policy::PurposeSet purposes = question_.purposes;
    if (question_.purpose) purposes.set(*question_.purpose);
    entry.purposes = terms(*policy_, purposes);
    if (question_.channel) entry.channel = policy_->channels()[*question_.channel].name;
    entry.facts.push_back({"asked", question_.operation});
    if (question_.record_type)
      entry.facts.push_back({"record_type", policy_->record_types()[*question_.record_type].name});
    if (question_.medium) entry.facts.push_back({"medium", *question_.medium});
    if (question_.exception)
      entry.facts.push_back({"exception", policy_->exceptions()[*question_.exception].name});
    describe_stated(*policy_, question_, entry);
    add_numbered("acquired_for", terms(*policy_, acquired_for), entry);
  }

  Status plan(const Occasion&, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    if (subject_) subject_->unchanged(plan.commit);
    return {};
  }

 private:
  policy::Question question_;
  std::optional<SubjectAtHand> subject_;
  const policy::Policy* policy_ = nullptr;
};

Result<policy::Operation> asked_operation(const Fields& fields) {
  const auto operation = policy::operation_named(fields.name("operation"));
  for (const auto known : {policy::Operation::acquire, policy::Operation::use, policy::Operation::find,
                           policy::Operation::correct}) {
    if (operation == known) return known;
  }
  return fail(Error(ErrorCode::invalid_value, "ask about acquire, use, find or correct")
                  .with("field", Literal("operation")));
}

// What is asked of one purpose (use, find).
Status read_purpose(const Fields& fields, const policy::Policy& policy, policy::Question& question) {
  if (fields.has("purpose")) {
    ASSIGN_OR_RETURN(question.purpose, place_of(policy.purposes(), fields.name("purpose"), "purpose"));
  }
  if (fields.has("medium")) {
    ASSIGN_OR_RETURN(question.medium, medium_named(fields.name("medium")));
  }
  return {};
}

// What is asked of an acquisition.
Status read_acquisition(const Fields& fields, const policy::Policy& policy, policy::Question& question) {
  if (fields.has("record_type")) {
    ASSIGN_OR_RETURN(question.record_type,
                     place_of(policy.record_types(), fields.name("record_type"), "record_type"));
  }
  if (fields.has("channel")) {
    ASSIGN_OR_RETURN(question.channel, place_of(policy.channels(), fields.name("channel"), "channel"));
  }
  if (fields.has("purposes")) {
    ASSIGN_OR_RETURN(question.purposes, purpose_set(policy, fields.names("purposes"), "purposes"));
  }
  if (fields.has("source_stated")) question.source_stated = fields.flag("source_stated");
  return {};
}

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  policy::Question question;
  // Who asks carries out what comes with the answer.
  question.carries = {policy::DutyKind::mask, policy::DutyKind::record_provision};
  ASSIGN_OR_RETURN(question.operation, asked_operation(fields));
  ASSIGN_OR_RETURN(question.items, item_set(policy, fields.names("items"), "items"));
  RETURN_IF_ERROR(read_purpose(fields, policy, question));
  RETURN_IF_ERROR(read_acquisition(fields, policy, question));
  ASSIGN_OR_RETURN(question.contexts, stated_contexts(policy, fields, "contexts"));
  ASSIGN_OR_RETURN(question.facts, stated_facts(policy, fields, "facts"));
  if (fields.has("exception")) {
    ASSIGN_OR_RETURN(question.exception,
                     place_of(policy.exceptions(), fields.name("exception"), "exception"));
  }
  std::optional<SubjectReference> reference;
  if (fields.has("subject")) reference = fields.subject("subject");
  auto decide = std::make_unique<Decide>(std::move(reference), std::move(question));
  if (fields.has("acquired_for")) {
    ASSIGN_OR_RETURN(decide->acquired_for, purpose_set(policy, fields.names("acquired_for"), "acquired_for"));
  }
  return std::unique_ptr<Operation>(std::move(decide));
}

}  // namespace

const OperationRow decide_row{"decide", policy::Operation::decide_only, false, fields_taken, parse};

}  // namespace daicho::service
