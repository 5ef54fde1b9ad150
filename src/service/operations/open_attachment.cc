// SPDX-License-Identifier: Apache-2.0
#include "service/attachments.h"
#include "service/operations/rows.h"
#include "service/record_choice.h"
#include "service/stated.h"
#include "vault/rows.h"

// Asks whether a file of a person may be read for a purpose. The entry that this leaves is what the file is
// then read by (service/attachments.h). It is a use like any other.
namespace daicho::service {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"attachment", FieldType::id, true},
    {"purpose", FieldType::name, true},    {"medium", FieldType::name, false},
    {"facts", FieldType::facts, false},    {"contexts", FieldType::names, false},
    {"exception", FieldType::name, false},
};

class OpenAttachment : public Operation {
 public:
  OpenAttachment(SubjectReference reference, base::AttachmentId attachment, policy::PurposeIndex purpose)
      : subject_(std::move(reference)), attachment_(attachment), purpose_(purpose) {}

  std::optional<policy::Medium> medium;
  std::optional<policy::ExceptionIndex> exception;
  policy::FactSet facts;
  policy::ContextSet contexts;

  ledger::Operation recorded_as() const override { return ledger::Operation::open_attachment; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    head_.reset();
    Facts gathered{.subject = subject_.facts(occasion), .record = {}};
    if (gathered.subject.state == policy::SubjectState::erased) return gathered;
    ASSIGN_OR_RETURN(const auto rows, snapshot.multiget({attachment_head_row(subject_.id(), attachment_),
                                                         vault::subject_row(subject_.id())}));
    if (!rows[0] || !rows[1]) return no_such_file();
    ASSIGN_OR_RETURN(head_, decode_attachment_head(rows[0]->value));
    subject_version_ = rows[1]->version;
    ASSIGN_OR_RETURN(auto record, find_record(*policy_, snapshot, subject_.id(), head_->record));
    if (!record) return no_such_file();
    std::vector<RecordAtHand> records;
    records.push_back(std::move(*record));
    const RecordWish wish{question().items, purpose_, exception.has_value(), true};
    choose_records(*policy_, occasion.reg.law, *subject_.state(), base::LocalDate::on(occasion.now), wish,
                   std::move(records), gathered);
    return gathered;
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::use};
    const auto item = head_ ? policy_->items().find(head_->item.text()) : std::nullopt;
    if (item) question.items.set(*item);
    question.purpose = purpose_;
    question.medium = medium;
    question.facts = facts;
    question.contexts = contexts;
    question.exception = exception;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    entry.purposes = {policy_->purposes()[purpose_].name};
    entry.facts.push_back({"attachment", attachment_});
    if (head_) {
      entry.records = {head_->record};
      entry.items = {head_->item};
    }
    if (exception) entry.facts.push_back({"exception", policy_->exceptions()[*exception].name});
    describe_stated(*policy_, question(), entry);
  }

  Status plan(const Occasion&, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    subject_.unchanged(plan.commit);
    plan.entry.facts.push_back({"subject_version", Count(subject_version_)});
    plan.entry.facts.push_back({"size_bytes", Count(head_->size_bytes)});
    plan.entry.facts.push_back({"chunks", Count(head_->chunks)});
    return {};
  }

 private:
  static tl::unexpected<Error> no_such_file() {
    return fail(
        Error(ErrorCode::not_found, "the person has no such file").with("field", Literal("attachment")));
  }

  SubjectAtHand subject_;
  base::AttachmentId attachment_;
  policy::PurposeIndex purpose_;
  const policy::Policy* policy_ = nullptr;
  std::optional<AttachmentHead> head_;
  std::uint64_t subject_version_ = 0;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto attachment, fields.id<base::AttachmentId>("attachment"));
  ASSIGN_OR_RETURN(const auto purpose, place_of(policy.purposes(), fields.name("purpose"), "purpose"));
  auto open = std::make_unique<OpenAttachment>(fields.subject("subject"), attachment, purpose);
  if (fields.has("medium")) {
    ASSIGN_OR_RETURN(open->medium, medium_named(fields.name("medium")));
  }
  if (fields.has("exception")) {
    ASSIGN_OR_RETURN(open->exception, place_of(policy.exceptions(), fields.name("exception"), "exception"));
  }
  ASSIGN_OR_RETURN(open->facts, stated_facts(policy, fields, "facts"));
  ASSIGN_OR_RETURN(open->contexts, stated_contexts(policy, fields, "contexts"));
  return std::unique_ptr<Operation>(std::move(open));
}

}  // namespace

const OperationRow open_attachment_row{"open_attachment", policy::Operation::use, false, fields_taken, parse};

}  // namespace daicho::service
