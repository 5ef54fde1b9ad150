// SPDX-License-Identifier: Apache-2.0
#include "base/period.h"
#include "service/operations/rows.h"
#include "service/operations/sharing.h"

// Gives items of a person to a third party, under a provision of the policy (APPI 27, 28; A-045…A-051,
// C-026…C-032, D-050…D-055). The ledger entry of the permit is the record of provision (APPI 29(1)).
namespace daicho::service {
namespace {

using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"provision", FieldType::name, true},
    {"recipient", FieldType::name, true},  {"record_type", FieldType::name, true},
    {"items", FieldType::names, true},     {"purpose", FieldType::name, false},
    {"country", FieldType::name, false},   {"for_payment", FieldType::flag, false},
    {"client", FieldType::name, false},    {"facts", FieldType::facts, false},
};
// Rules 21: the longest of the periods for which a record of provision is kept.
constexpr base::Period record_kept{.months = 36};

class Provide final : public Sharing {
 public:
  Provide(SubjectReference reference, policy::Question question, policy::RecordTypeIndex type)
      : Sharing(std::move(reference), std::move(question), type) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::provide; }

  Status plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
              AnswerWriter& answer) override {
    const policy::Basis basis = rule().basis;
    if (basis == policy::Basis::consent || basis == policy::Basis::opt_out) {
      plan.entry.facts.push_back(
          {"record_kept_to", base::last_day(base::LocalDate::on(occasion.now), record_kept)});
    }
    return Sharing::plan(occasion, permit, plan, answer);
  }

 private:
  const policy::Provision& rule() const { return policy().provisions()[*question_.provision]; }
  bool is_exceptional() const override { return rule().is_exceptional(); }
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(auto question, sharing_question(policy::Operation::provide, fields, policy));
  ASSIGN_OR_RETURN(question.provision, place_of(policy.provisions(), fields.name("provision"), "provision"));
  if (fields.has("for_payment")) question.for_payment = fields.flag("for_payment");
  ASSIGN_OR_RETURN(const auto type,
                   place_of(policy.record_types(), fields.name("record_type"), "record_type"));
  return std::unique_ptr<Operation>(
      std::make_unique<Provide>(fields.subject("subject"), std::move(question), type));
}

}  // namespace

const OperationRow provide_row{"provide", policy::Operation::provide, false, fields_taken, parse};

}  // namespace daicho::service
