// SPDX-License-Identifier: Apache-2.0
#include "service/operations/person_change.h"
#include "service/operations/rows.h"
#include "vault/rows.h"

// Keeps a record, or all that is held of a person, beyond its period: for a reason that the policy lists,
// with the facts that it asks for (A-035, A-036, B-109…B-112, C-022, C-023). A hold with an end ends by
// itself.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"hold", FieldType::name, true},  // the kind
    {"record", FieldType::id, false},
    {"facts", FieldType::facts, false},   // article, case, ground, approver …
    {"end", FieldType::date, false},      // the last day
    {"review", FieldType::date, false},   // the day on which it is looked at again
    {"consent", FieldType::name, false},  // the person's standing consent on which it rests
};

class PlaceHold final : public PersonChange {
 public:
  PlaceHold(SubjectReference reference, policy::HoldKindIndex kind)
      : PersonChange(std::move(reference)), kind_(kind) {
    moves_clocks_ = true;
  }

  policy::FactSet facts;
  std::optional<base::Personal<std::string>> facts_text;
  std::optional<base::LocalDate> end;
  std::optional<base::LocalDate> review;
  std::optional<policy::ConsentIndex> consent;

  void concern(const base::RecordId& one) { record_ = one; }

  ledger::Operation recorded_as() const override { return ledger::Operation::hold; }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::hold};
    question.hold_kind = kind_;
    question.facts = facts;
    if (end) state_fact(question.facts, "end");
    if (review) state_fact(question.facts, "review");
    if (act_) state_fact(question.facts, "consent");
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.facts.push_back({"kind", policy_->hold_kinds()[kind_].name});
    if (end) entry.facts.push_back({"end", *end});
    if (review) entry.facts.push_back({"review", *review});
    if (consent) entry.facts.push_back({"consent", policy_->consents()[*consent].name});
  }

 private:
  void state_fact(policy::FactSet& stated, std::string_view name) const {
    if (const auto place = policy_->facts().find(name)) stated.set(*place);
  }

  Status look(const Occasion& occasion, const store::Snapshot& snapshot, Facts& told) override {
    if (record_) {
      ASSIGN_OR_RETURN(const auto found, find_record(*policy_, snapshot, subject_.id(), *record_));
      told.record.held = found.has_value();
    } else {
      ASSIGN_OR_RETURN(const auto any, read_records(snapshot, subject_.id(), nullptr, "", 1));
      told.record.held = !any.empty();
    }
    act_ = standing_act(occasion);
    ASSIGN_OR_RETURN(key_, subject_.key(occasion, snapshot));
    return {};
  }

  // The latest act of the consent on which the hold is to rest; nothing when it does not stand.
  std::optional<base::ConsentId> standing_act(const Occasion& occasion) const {
    std::optional<base::ConsentId> act;
    if (!consent) return act;
    for (const vault::Consent& given : subject_.state()->consents) {
      if (given.consent != policy_->consents()[*consent].name ||
          (given.withdrawn && *given.withdrawn <= occasion.now))
        continue;
      act = given.id;
    }
    return act;
  }

  Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry& entry) override {
    vault::Hold hold{.id = occasion.derive<base::HoldId>("hold"),
                     .kind = policy_->hold_kinds()[kind_].name,
                     .record = record_,
                     .placed = occasion.now,
                     .end = end,
                     .review = review,
                     .sealed_facts = {},
                     .released = {},
                     .consent = act_};
    if (facts_text) {
      const auto place_id = *base::RecordId::from_bytes(hold.id.bytes());
      const vault::SealedPlace place{subject_.id(), place_id, 1, "hold", hold.kind.text()};
      hold.sealed_facts = occasion.reg.sealer.seal(*key_, place, *facts_text);
    }
    entry.facts.push_back({"hold", hold.id});
    person.holds.push_back(std::move(hold));
    return true;
  }

  policy::HoldKindIndex kind_;
  std::optional<base::ConsentId> act_;
  std::optional<vault::SubjectKey> key_;
};

Status read_days(const Fields& fields, const Occasion& occasion, PlaceHold& hold) {
  const base::LocalDate today = base::LocalDate::on(occasion.now);
  for (const NamedValue& fact : fields.has("facts") ? fields.values("facts") : std::vector<NamedValue>()) {
    if (fact.name != "end" && fact.name != "review") continue;
    return fail(Error(ErrorCode::invalid_value,
                      "send `end` and `review` as fields of their own, so that they take effect")
                    .with("field", Literal("facts")));
  }
  if (fields.has("end")) hold.end = fields.date("end");
  if (fields.has("review")) hold.review = fields.date("review");
  if (hold.end && *hold.end < today) {
    return fail(
        Error(ErrorCode::invalid_value, "this hold would have ended already").with("field", Literal("end")));
  }
  if (hold.review && *hold.review < today) {
    return fail(Error(ErrorCode::invalid_value, "name a day of review that is to come")
                    .with("field", Literal("review")));
  }
  return {};
}

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto kind, place_of(policy.hold_kinds(), fields.name("hold"), "hold"));
  auto operation = std::make_unique<PlaceHold>(fields.subject("subject"), kind);
  RETURN_IF_ERROR(read_days(fields, occasion, *operation));
  ASSIGN_OR_RETURN(operation->facts, stated_facts(policy, fields, "facts"));
  if (fields.has("facts")) operation->facts_text = fields.object_text("facts");
  if (fields.has("consent")) {
    ASSIGN_OR_RETURN(operation->consent, place_of(policy.consents(), fields.name("consent"), "consent"));
  }
  if (fields.has("record")) {
    ASSIGN_OR_RETURN(const auto record, fields.id<base::RecordId>("record"));
    operation->concern(record);
  }
  return std::unique_ptr<Operation>(std::move(operation));
}

}  // namespace

const OperationRow hold_row{"hold", policy::Operation::hold, true, fields_taken, parse};

}  // namespace daicho::service
