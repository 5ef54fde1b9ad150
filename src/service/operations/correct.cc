// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/record_erasure.h"
#include "service/retention_clock.h"
#include "service/stated.h"
#include "service/value_form.h"
#include "vault/rows.h"

// Corrects a record: replaces items, adds some, takes some away (APPI 34). The revision before is kept with
// the record, without what was taken away, and goes when the record goes.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Personal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true}, {"record", FieldType::id, true},
    {"items", FieldType::values, false},   {"remove", FieldType::names, false},
    {"contexts", FieldType::names, false}, {"facts", FieldType::facts, false},
};
// Of one record. To take an item away all its revisions are written in one commit.
constexpr std::size_t revisions_max = 200;

class Correct final : public Operation {
 public:
  Correct(SubjectReference reference, const base::RecordId& record, std::vector<ItemValue> values,
          policy::ItemSet removed)
      : subject_(std::move(reference)), record_(record), values_(std::move(values)), removed_(removed) {}

  policy::ContextSet contexts;
  policy::FactSet facts;

  ledger::Operation recorded_as() const override { return ledger::Operation::correct; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    at_hand_.reset();
    earlier_.clear();
    Facts gathered{.subject = subject_.facts(occasion), .record = {}};
    if (gathered.subject.state != policy::SubjectState::living) return gathered;
    ASSIGN_OR_RETURN(at_hand_, find_record(*policy_, snapshot, subject_.id(), record_));
    if (!at_hand_) return gathered;
    ASSIGN_OR_RETURN(key_, subject_.key(occasion, snapshot));
    gathered.record.held = true;
    gathered.record.type = policy_->record_types().find(at_hand_->record.type.text());
    gathered.record.retention_ended = has_ended(occasion);
    if (!removed_.empty()) RETURN_IF_ERROR(read_earlier(snapshot));
    return gathered;
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::correct};
    question.items = items_of(values_);
    question.removed = removed_;
    question.my_number_found = any_individual_number(values_);
    question.contexts = contexts;
    question.facts = facts;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    entry.records = {record_};
    entry.items = terms(*policy_, items_of(values_) | removed_);
    describe_stated(*policy_, {.removed = removed_, .contexts = contexts, .facts = facts}, entry);
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    subject_.unchanged(plan.commit);
    const vault::Record& before = at_hand_->record;
    if (values_.empty() && !holds_removed(before)) {
      plan.entry.outcome = ledger::Outcome::unchanged;
      return {};
    }
    ASSIGN_OR_RETURN(vault::Record after, revised(occasion));
    if (after.items.empty()) {
      return fail(Error(ErrorCode::invalid_value, "nothing would be left of the record; erase it instead")
                      .with("field", Literal("remove")));
    }
    if (!after.attachments.empty()) {
      ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(plan.commit.bucket));
      RETURN_IF_ERROR(drop_files(*snapshot, subject_.id(), plan.entry.items, after, plan.commit));
    }
    after.due = first_end(ends_of(*policy_, occasion.reg.law, *subject_.state(), record_, after));
    put_record(subject_.id(), record_, after, &*at_hand_, plan.commit);
    plan.commit.puts.push_back(
        {vault::history_row(subject_.id(), record_, before.revision), vault::encode(replaced(before))});
    for (const auto& [key, record] : earlier_) {
      if (holds_removed(record)) plan.commit.puts.push_back({key, vault::encode(replaced(record))});
    }
    plan.entry.facts.push_back({"revision", base::Count(after.revision)});
    if (after.due) plan.entry.facts.push_back({"erasable_from", *after.due});
    return {};
  }

 private:
  bool has_ended(const Occasion& occasion) const {
    const base::LocalDate today = base::LocalDate::on(occasion.now);
    const auto ends = ends_of(*policy_, occasion.reg.law, *subject_.state(), record_, at_hand_->record);
    return !ends.empty() && std::all_of(ends.begin(), ends.end(),
                                        [today](const ItemEnd& end) { return end.end.is_erasable(today); });
  }

  Status read_earlier(const store::Snapshot& snapshot) {
    const std::string prefix = vault::history_prefix(subject_.id(), record_);
    ASSIGN_OR_RETURN(auto rows, snapshot.scan(store::Space::record, prefix, "", revisions_max + 1));
    if (rows.size() > revisions_max) {
      return fail(
          ErrorCode::too_large,
          "this record has too many revisions to take an item out of all; erase it and acquire it anew");
    }
    for (store::Row& row : rows) {
      ASSIGN_OR_RETURN(auto record, vault::decode_record(row.value));
      earlier_.emplace_back(std::move(row.key), std::move(record));
    }
    return {};
  }

  bool is_removed(const vault::SealedItem& item) const {
    const auto place = policy_->items().find(item.item.text());
    return place && removed_.test(*place);
  }
  bool is_replaced(const vault::SealedItem& item) const {
    return std::any_of(values_.begin(), values_.end(), [&](const ItemValue& value) {
      return policy_->items()[value.item].name == item.item;
    });
  }
  bool holds_removed(const vault::Record& record) const {
    return std::any_of(record.items.begin(), record.items.end(),
                       [this](const vault::SealedItem& item) { return is_removed(item); });
  }

  // The record as it stands after the correction: everything sealed anew, for a seal holds at one revision
  // only.
  Result<vault::Record> revised(const Occasion& occasion) {
    const vault::Record& before = at_hand_->record;
    vault::Record after = before;
    after.revision = before.revision + 1;
    after.revised = occasion.now;
    after.items.clear();
    after.index.clear();
    std::vector<ItemValue> kept;
    for (const vault::SealedItem& item : before.items) {
      if (is_removed(item) || is_replaced(item)) continue;
      ASSIGN_OR_RETURN(auto value, open(occasion, item.item.text(), item.sealed));
      if (const auto place = policy_->items().find(item.item.text())) {
        kept.push_back({*place, std::move(value)});
      } else {  // an item that the policy declares no more stays as it is, and is not found again
        after.items.push_back({item.item, seal(occasion, after.revision, item.item.text(), value)});
      }
    }
    seal_into(occasion, subject_.id(), record_, *key_, kept, after);
    seal_into(occasion, subject_.id(), record_, *key_, values_, after);
    if (!before.sealed_source.empty()) {
      ASSIGN_OR_RETURN(const auto source, open(occasion, source_item, before.sealed_source));
      after.sealed_source = seal(occasion, after.revision, source_item, source);
    }
    return after;
  }

  Result<Personal<std::string>> open(const Occasion& occasion, std::string_view item,
                                     std::string_view sealed) const {
    const vault::Record& before = at_hand_->record;
    return occasion.reg.sealer.open(
        *key_, {subject_.id(), record_, before.revision, before.type.text(), item}, sealed);
  }
  std::string seal(const Occasion& occasion, std::uint32_t revision, std::string_view item,
                   const Personal<std::string>& value) const {
    return occasion.reg.sealer.seal(
        *key_, {subject_.id(), record_, revision, at_hand_->record.type.text(), item}, value);
  }

  // A revision as it is kept: not found by its index any more, due with the record, without what was taken
  // away.
  vault::Record replaced(vault::Record record) const {
    record.index.clear();
    record.due.reset();
    std::erase_if(record.items, [this](const vault::SealedItem& item) { return is_removed(item); });
    return record;
  }

  SubjectAtHand subject_;
  base::RecordId record_;
  std::vector<ItemValue> values_;
  policy::ItemSet removed_;
  const policy::Policy* policy_ = nullptr;
  std::optional<RecordAtHand> at_hand_;
  std::vector<std::pair<store::Key, vault::Record>>
      earlier_;  // the revisions before, when items are taken away
  std::optional<vault::SubjectKey> key_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto record, fields.id<base::RecordId>("record"));
  std::vector<ItemValue> values;
  if (fields.has("items")) {
    ASSIGN_OR_RETURN(values, item_values(policy, fields.values("items"), "items"));
  }
  policy::ItemSet removed;
  if (fields.has("remove")) {
    ASSIGN_OR_RETURN(removed, item_set(policy, fields.names("remove"), "remove"));
  }
  if (removed.intersects(items_of(values))) {
    return fail(Error(ErrorCode::invalid_value, "an item is either given anew or taken away")
                    .with("field", Literal("remove")));
  }
  auto correct = std::make_unique<Correct>(fields.subject("subject"), record, std::move(values), removed);
  ASSIGN_OR_RETURN(correct->contexts, stated_contexts(policy, fields, "contexts"));
  ASSIGN_OR_RETURN(correct->facts, stated_facts(policy, fields, "facts"));
  return std::unique_ptr<Operation>(std::move(correct));
}

}  // namespace

const OperationRow correct_row{"correct", policy::Operation::correct, true, fields_taken, parse};

}  // namespace daicho::service
