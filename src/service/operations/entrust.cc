// SPDX-License-Identifier: Apache-2.0
#include "service/operations/rows.h"
#include "service/operations/sharing.h"

// Gives items of a person to a contractor, under an entrustment of the policy (APPI 25, 27(5)(i);
// A-008…A-011, B-087…B-098, D-016…D-020).
namespace daicho::service {
namespace {

using base::Result;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"entrustment", FieldType::name, true},
    {"recipient", FieldType::name, true},  {"record_type", FieldType::name, true},
    {"items", FieldType::names, true},     {"purpose", FieldType::name, true},
    {"country", FieldType::name, false},   {"client", FieldType::name, false},
    {"facts", FieldType::facts, false},
};

class Entrust final : public Sharing {
 public:
  Entrust(SubjectReference reference, policy::Question question, policy::RecordTypeIndex type)
      : Sharing(std::move(reference), std::move(question), type) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::entrust; }

 private:
  bool is_exceptional() const override { return false; }
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(auto question, sharing_question(policy::Operation::entrust, fields, policy));
  ASSIGN_OR_RETURN(question.entrustment,
                   place_of(policy.entrustments(), fields.name("entrustment"), "entrustment"));
  ASSIGN_OR_RETURN(const auto type,
                   place_of(policy.record_types(), fields.name("record_type"), "record_type"));
  return std::unique_ptr<Operation>(
      std::make_unique<Entrust>(fields.subject("subject"), std::move(question), type));
}

}  // namespace

const OperationRow entrust_row{"entrust", policy::Operation::entrust, false, fields_taken, parse};

}  // namespace daicho::service
