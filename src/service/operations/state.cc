// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"
#include "service/state_answer.h"

// Shows what stands for a person, without any personal value: consents, stops, events, holds, and of each
// record what it is for and until when it is kept, with what decides that (A-031, B-102…B-112).
namespace daicho::service {
namespace {

using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"limit", FieldType::count, false},  // of the records
    {"after", FieldType::id, false},     // goes on behind this record, as `next` named it
};
constexpr std::uint64_t records_shown_default = 100, records_shown_max = 1000;

class ShowState final : public Operation {
 public:
  explicit ShowState(SubjectReference reference) : subject_(std::move(reference)) {}

  std::uint64_t limit = records_shown_default;
  std::optional<base::RecordId> after;

  ledger::Operation recorded_as() const override { return ledger::Operation::read_state; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    records_.clear();
    has_more_ = false;
    Facts facts{.subject = subject_.facts(occasion), .record = {}};
    if (facts.subject.state == policy::SubjectState::living) RETURN_IF_ERROR(read(snapshot));
    return facts;
  }

  policy::Question question() const override { return {.operation = policy::Operation::read_state}; }

  void describe(ledger::Entry& entry) const override { entry.subject = subject_.id(); }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    if (subject_.state() == nullptr) {
      plan.entry.outcome = ledger::Outcome::not_found;
      return {};
    }
    JsonWriter& out = answer.json();
    const vault::Subject& person = *subject_.state();
    write_person(person, base::LocalDate::on(occasion.now), out);
    out.key("held").begin_array();
    for (const RecordAtHand& at_hand : records_) write_record(out, occasion, at_hand);
    out.end_array();
    out.key("more").boolean(has_more_);
    if (has_more_) out.key("next").value(records_.back().id);
    return {};
  }

 private:
  Status read(const store::Snapshot& snapshot) {
    std::string after_key;
    if (after) {
      ASSIGN_OR_RETURN(const auto last, find_record(*policy_, snapshot, subject_.id(), *after));
      if (!last) {
        return base::fail(
            base::Error(base::ErrorCode::not_found, "the record behind which to go on is gone; begin anew")
                .with("field", base::Literal("after")));
      }
      after_key = last->key.bytes;
    }
    ASSIGN_OR_RETURN(records_, read_records(snapshot, subject_.id(), nullptr, after_key, limit + 1));
    has_more_ = records_.size() > limit;
    if (has_more_) records_.pop_back();
    return {};
  }

  void write_record(JsonWriter& out, const Occasion& occasion, const RecordAtHand& at_hand) const {
    const vault::Record& record = at_hand.record;
    out.begin_object().key("record").value(at_hand.id).key("record_type").value(record.type);
    out.key("revision").value(base::Count(record.revision)).key("acquired_at").value(record.acquired);
    out.key("channel").value(record.channel).key("purposes").begin_array();
    for (const base::Term& purpose : record.purposes) out.value(purpose);
    out.end_array();
    std::vector<ItemEnd> ends = ends_of(*policy_, occasion.reg.law, *subject_.state(), at_hand.id, record);
    if (const auto first = first_end(ends)) out.key("erasable_from").value(*first);
    out.key("kept").begin_array();
    while (!ends.empty()) {
      const policy::ErasureDate end = ends.front().end;
      const auto same = [&end](const ItemEnd& other) { return is_same(other.end, end); };
      out.begin_object().key("items").begin_array();
      for (const ItemEnd& item : ends) {
        if (same(item)) out.value(item.item);
      }
      out.end_array();
      write_end(out, end);
      out.end_object();
      std::erase_if(ends, same);
    }
    out.end_array().end_object();
  }

  static bool is_same(const policy::ErasureDate& a, const policy::ErasureDate& b) {
    return a.date == b.date && a.erase_by == b.erase_by && a.kept_by == b.kept_by && a.which == b.which &&
           a.clause == b.clause && a.article == b.article && a.waits_for == b.waits_for;
  }

  void write_end(JsonWriter& out, const policy::ErasureDate& end) const {
    if (end.date) out.key("erasable_from").value(*end.date);
    if (end.erase_by) out.key("erase_by").value(*end.erase_by);
    out.key("kept_by").value(end.kept_by);
    if (end.which) out.key("which").value(*end.which);
    if (end.clause) out.key("clause").value(policy_->clauses()[*end.clause].name);
    if (end.article) out.key("article").value(*end.article);
    if (end.waits_for) out.key("waits_for").value(policy_->events()[*end.waits_for].name);
  }

  SubjectAtHand subject_;
  const policy::Policy* policy_ = nullptr;
  std::vector<RecordAtHand> records_;
  bool has_more_ = false;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  auto show = std::make_unique<ShowState>(fields.subject("subject"));
  if (fields.has("limit"))
    show->limit = std::clamp<std::uint64_t>(fields.count("limit"), 1, records_shown_max);
  if (fields.has("after")) {
    ASSIGN_OR_RETURN(show->after, fields.id<base::RecordId>("after"));
  }
  return std::unique_ptr<Operation>(std::move(show));
}

}  // namespace

const OperationRow state_row{"state", policy::Operation::read_state, false, fields_taken, parse};

}  // namespace daicho::service
