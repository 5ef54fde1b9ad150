// SPDX-License-Identifier: Apache-2.0
#include "service/attachments.h"
#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/stated.h"
#include "vault/rows.h"

// Asks whether a file may come into a record of a person, as an item of it. The entry that this leaves is
// what the file then comes in by (service/attachments.h).
//
// A file is an acquisition like any other: by the channel of its record, for the purposes of its record.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"record", FieldType::id, true},
    {"item", FieldType::name, true},       {"facts", FieldType::facts, false},
    {"contexts", FieldType::names, false},
};

class Attach : public Operation {
 public:
  Attach(SubjectReference reference, base::RecordId record, policy::ItemIndex item)
      : subject_(std::move(reference)), record_(record), item_(item) {}

  policy::FactSet facts;
  policy::ContextSet contexts;

  ledger::Operation recorded_as() const override { return ledger::Operation::attach; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    found_.reset();
    const Facts gathered{.subject = subject_.facts(occasion), .record = {}};
    if (gathered.subject.state == policy::SubjectState::erased) return gathered;
    ASSIGN_OR_RETURN(found_, find_record(*policy_, snapshot, subject_.id(), record_));
    if (!found_)
      return fail(
          Error(ErrorCode::not_found, "the person has no such record").with("field", Literal("record")));
    if (found_->record.find(policy_->items()[item_].name) != nullptr) {
      return fail(Error(ErrorCode::already_in_use,
                        "the record has a file in this item; erase it, or take another record")
                      .with("field", Literal("item")));
    }
    ASSIGN_OR_RETURN(const auto row, snapshot.get(vault::subject_row(subject_.id())));
    subject_version_ = row ? row->version : 0;
    return gathered;
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::acquire};
    question.items.set(item_);
    question.facts = facts;
    question.contexts = contexts;
    if (!found_) return question;
    const vault::Record& record = found_->record;
    question.record_type = policy_->record_types().find(record.type.text());
    question.channel = policy_->channels().find(record.channel.text());
    for (const base::Term& purpose : record.purposes) {
      if (const auto place = policy_->purposes().find(purpose.text())) question.purposes.set(*place);
    }
    question.source_stated = !record.sealed_source.empty();
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    entry.records = {record_};
    entry.items = {policy_->items()[item_].name};
    if (found_) {
      entry.purposes = found_->record.purposes;
      entry.channel = found_->record.channel;
      entry.facts.push_back({"record_type", found_->record.type});
    }
    describe_stated(*policy_, question(), entry);
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    subject_.unchanged(plan.commit);
    const auto attachment = occasion.derive<base::AttachmentId>("attachment");
    const Upload upload{.caller = occasion.caller.id,
                        .request = occasion.request,
                        .subject = subject_.id(),
                        .record = record_,
                        .record_type = found_->record.type,
                        .item = policy_->items()[item_].name,
                        .office_version = occasion.office.version(),
                        .subject_version = subject_version_,
                        .record_version = found_->version};
    plan.commit.puts.push_back({upload_row(base::LocalDate::on(occasion.now), attachment), encode(upload)});
    plan.entry.facts.push_back({"attachment", attachment});
    plan.entry.facts.push_back({"subject_version", base::Count(subject_version_)});
    return {};
  }

 private:
  SubjectAtHand subject_;
  base::RecordId record_;
  policy::ItemIndex item_;
  const policy::Policy* policy_ = nullptr;
  std::optional<RecordAtHand> found_;
  std::uint64_t subject_version_ = 0;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto record, fields.id<base::RecordId>("record"));
  ASSIGN_OR_RETURN(const auto item, place_of(policy.items(), fields.name("item"), "item"));
  if (policy.items()[item].value != policy::ValueType::attachment) {
    return fail(Error(ErrorCode::invalid_value, "this item holds no file; see its value type in the policy")
                    .with("field", Literal("item")));
  }
  auto attach = std::make_unique<Attach>(fields.subject("subject"), record, item);
  ASSIGN_OR_RETURN(attach->facts, stated_facts(policy, fields, "facts"));
  ASSIGN_OR_RETURN(attach->contexts, stated_contexts(policy, fields, "contexts"));
  return std::unique_ptr<Operation>(std::move(attach));
}

}  // namespace

const OperationRow attach_row{"attach", policy::Operation::acquire, true, fields_taken, parse};

}  // namespace daicho::service
