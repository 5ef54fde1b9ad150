// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/record_choice.h"
#include "service/stated.h"
#include "vault/rows.h"

// Reads named items of a person for one purpose, or by an exception that stands in its place (APPI 18;
// A-012…A-022, B-043…B-065).
namespace daicho::service {
namespace {

using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"purpose", FieldType::name, false},
    {"items", FieldType::names, true},     {"record_type", FieldType::name, false},
    {"record", FieldType::id, false},      {"medium", FieldType::name, false},
    {"facts", FieldType::facts, false},    {"contexts", FieldType::names, false},
    {"exception", FieldType::name, false}, {"limit", FieldType::count, false},
    {"client", FieldType::name, false},
};
constexpr std::uint64_t records_read_default = 100, records_read_max = 1000;
// A person may have very many records of one type; what one request looks through is bounded.
constexpr std::size_t records_looked_at_max = 10'000;
constexpr std::size_t records_few = 16;

class Use : public Operation {
 public:
  Use(SubjectReference reference, const policy::ItemSet& items)
      : subject_(std::move(reference)), items_(items) {}

  std::optional<policy::PurposeIndex> purpose;  // none: an exception replaces it (APPI 18(3))
  std::optional<policy::RecordTypeIndex> type;
  std::optional<base::RecordId> record;
  std::optional<policy::Medium> medium;
  std::optional<policy::ExceptionIndex> exception;
  policy::FactSet facts;
  policy::ContextSet contexts;
  std::optional<base::Term> client;
  std::uint64_t limit = records_read_default;

  ledger::Operation recorded_as() const override { return ledger::Operation::use; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    Facts gathered{.subject = subject_.facts(occasion), .record = {}};
    readable_.clear();
    key_.reset();
    if (gathered.subject.state != policy::SubjectState::living) return gathered;
    ASSIGN_OR_RETURN(key_, subject_.key(occasion, snapshot));
    RETURN_IF_ERROR(look_through(occasion, snapshot, gathered));
    return gathered;
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::use};
    question.items = items_;
    question.purpose = purpose;
    question.medium = medium;
    question.facts = facts;
    question.contexts = contexts;
    question.exception = exception;
    question.client = client;
    question.carries = {policy::DutyKind::mask};
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    entry.items = terms(*policy_, items_);
    if (purpose) entry.purposes = {policy_->purposes()[*purpose].name};
    if (exception) entry.facts.push_back({"exception", policy_->exceptions()[*exception].name});
    if (type) entry.facts.push_back({"record_type", policy_->record_types()[*type].name});
    if (record) entry.facts.push_back({"asked_record", *record});
    if (client) entry.facts.push_back({"client", *client});
    describe_stated(*policy_, question(), entry);
  }

  Status plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
              AnswerWriter& answer) override {
    // A stop, a withdrawal, a correction or an erasure that came after the snapshot makes the commit fail,
    // not be late.
    subject_.unchanged(plan.commit);
    for (const RecordAtHand& at_hand : readable_) {
      plan.commit.preconditions.push_back({at_hand.key, store::Precondition::Version{at_hand.version}});
    }
    answer.json().key("read").begin_array();
    for (const RecordAtHand& at_hand : readable_) {
      RETURN_IF_ERROR(write_record(occasion, permit, at_hand, answer));
      plan.entry.records.push_back(at_hand.id);
    }
    answer.json().end_array();
    return {};
  }

 private:
  // The records that hold any of the items; of those that may be read for the purpose the newest are kept.
  Status look_through(const Occasion& occasion, const store::Snapshot& snapshot, Facts& told) {
    ASSIGN_OR_RETURN(std::vector<RecordAtHand> records, candidates(snapshot));
    if (client) {
      std::erase_if(records, [this](const RecordAtHand& at_hand) { return at_hand.record.client != client; });
    }
    const RecordWish wish{items_, purpose, exception.has_value(), type || record};
    readable_ = choose_records(*policy_, occasion.reg.law, *subject_.state(),
                               base::LocalDate::on(occasion.now), wish, std::move(records), told);
    std::sort(readable_.begin(), readable_.end(), [](const RecordAtHand& a, const RecordAtHand& b) {
      return a.record.acquired > b.record.acquired;
    });
    if (readable_.size() > limit)
      readable_.erase(readable_.begin() + static_cast<std::ptrdiff_t>(limit), readable_.end());
    return {};
  }

  Result<std::vector<RecordAtHand>> candidates(const store::Snapshot& snapshot) const {
    std::vector<RecordAtHand> records;
    if (record) {
      ASSIGN_OR_RETURN(auto found, find_record(*policy_, snapshot, subject_.id(), *record));
      if (found) records.push_back(std::move(*found));
      return records;
    }
    const auto wanted = [this](const policy::RecordType& row) {
      const auto place = policy_->record_types().find(row.name.text());
      // What clients entrusted is not mixed with what is ours.
      const bool is_mixed = !type && place && policy_->entrusted_by(*place) && !client;
      return !is_mixed && (!type || policy_->record_types()[*type].name == row.name) &&
             row.items.intersects(items_);
    };
    // Nearly every person has few records: then one look at all of them is the cheapest.
    ASSIGN_OR_RETURN(auto few, read_records(snapshot, subject_.id(), nullptr, "", records_few));
    if (few.size() < records_few) {
      std::erase_if(few, [&](const RecordAtHand& at_hand) {
        const auto row = policy_->record_types().find(at_hand.record.type.text());
        return !row || !wanted(policy_->record_types()[*row]);
      });
      return few;
    }
    for (const policy::RecordType& row : policy_->record_types()) {
      if (!wanted(row)) continue;
      ASSIGN_OR_RETURN(auto some,
                       read_records(snapshot, subject_.id(), &row.name, "", records_looked_at_max));
      std::move(some.begin(), some.end(), std::back_inserter(records));
    }
    return records;
  }

  Status write_record(const Occasion& occasion, const policy::Permit& permit, const RecordAtHand& at_hand,
                      AnswerWriter& answer) const {
    const vault::Record& held = at_hand.record;
    answer.json().begin_object();
    answer.json().key("record").value(at_hand.id).key("record_type").value(held.type);
    answer.json().key("revision").value(base::Count(held.revision)).key("acquired_at").value(held.acquired);
    answer.json().key("items").begin_object();
    for (const vault::SealedItem& item : held.items) {
      const vault::SealedPlace place{subject_.id(), at_hand.id, held.revision, held.type.text(),
                                     item.item.text()};
      ASSIGN_OR_RETURN(const auto value, occasion.reg.sealer.open(*key_, place, item.sealed));
      answer.put(permit, *policy_->items().find(item.item.text()), value);
    }
    answer.json().end_object().end_object();
    return {};
  }

  SubjectAtHand subject_;
  policy::ItemSet items_;
  const policy::Policy* policy_ = nullptr;
  std::optional<vault::SubjectKey> key_;
  std::vector<RecordAtHand> readable_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  if (!fields.has("purpose") && !fields.has("exception")) {
    return base::fail(base::Error(base::ErrorCode::missing_field,
                                  "name the purpose, or the exception that stands in its place")
                          .with("field", base::Literal("purpose")));
  }
  ASSIGN_OR_RETURN(const auto items, item_set(policy, fields.names("items"), "items"));
  auto use = std::make_unique<Use>(fields.subject("subject"), items);
  if (fields.has("purpose")) {
    ASSIGN_OR_RETURN(use->purpose, place_of(policy.purposes(), fields.name("purpose"), "purpose"));
  }
  if (fields.has("record_type")) {
    ASSIGN_OR_RETURN(use->type, place_of(policy.record_types(), fields.name("record_type"), "record_type"));
  }
  if (fields.has("record")) {
    ASSIGN_OR_RETURN(use->record, fields.id<base::RecordId>("record"));
  }
  if (fields.has("medium")) {
    ASSIGN_OR_RETURN(use->medium, medium_named(fields.name("medium")));
  }
  if (fields.has("exception")) {
    ASSIGN_OR_RETURN(use->exception, place_of(policy.exceptions(), fields.name("exception"), "exception"));
  }
  ASSIGN_OR_RETURN(use->contexts, stated_contexts(policy, fields, "contexts"));
  ASSIGN_OR_RETURN(use->facts, stated_facts(policy, fields, "facts"));
  ASSIGN_OR_RETURN(use->client, party_named(fields, "client"));
  if (fields.has("limit")) use->limit = std::clamp<std::uint64_t>(fields.count("limit"), 1, records_read_max);
  return std::unique_ptr<Operation>(std::move(use));
}

}  // namespace

const OperationRow use_row{"use", policy::Operation::use, false, fields_taken, parse};

}  // namespace daicho::service
