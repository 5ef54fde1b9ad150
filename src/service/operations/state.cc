// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/rows.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"

// Shows what stands for a person, without any personal value: consents, stops, events, holds, and of each record what
// it is for and until when it is kept, with what decides that (A-031, B-102…B-112).
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
    out.key("subject_kind").value(person.kind);
    out.key("since").value(person.since);
    if (person.erased) out.key("erased").value(*person.erased);
    write_consents(out, person);
    write_stops(out, person);
    write_events(out, person);
    write_holds(out, person, base::LocalDate::on(occasion.now));
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
        return base::fail(base::Error(base::ErrorCode::not_found, "the record behind which to go on is gone; begin anew")
                              .with("field", base::Literal("after")));
      }
      after_key = last->key.bytes;
    }
    ASSIGN_OR_RETURN(records_, read_records(snapshot, subject_.id(), nullptr, after_key, limit + 1));
    has_more_ = records_.size() > limit;
    if (has_more_) records_.pop_back();
    return {};
  }

  static void write_consents(JsonWriter& out, const vault::Subject& person) {
    out.key("consents").begin_array();
    for (const vault::Consent& act : person.consents) {
      out.begin_object().key("id").value(act.id).key("consent").value(act.consent).key("given").value(act.given);
      out.key("channel").value(act.channel).key("text_shown").value(act.text_shown).key("policy").value(act.policy);
      if (act.withdrawn) out.key("withdrawn").value(*act.withdrawn);
      out.key("stands").boolean(!act.withdrawn).end_object();
    }
    out.end_array();
  }

  static void write_stops(JsonWriter& out, const vault::Subject& person) {
    out.key("stops").begin_array();
    for (const vault::Stop& demand : person.stops) {
      out.begin_object().key("id").value(demand.id).key("stop").value(demand.stop).key("since").value(demand.since);
      if (demand.lifted) out.key("lifted").value(*demand.lifted);
      out.key("stands").boolean(!demand.lifted).end_object();
    }
    out.end_array();
  }

  static void write_events(JsonWriter& out, const vault::Subject& person) {
    out.key("events").begin_array();
    for (const vault::Event& event : person.events) {
      out.begin_object().key("event").value(event.event).key("on").value(event.on);
      if (event.record) out.key("record").value(*event.record);
      out.key("reported").value(event.reported).end_object();
    }
    out.end_array();
    out.key("ended_purposes").begin_array();
    for (const vault::PurposeEnd& end : person.ended_purposes) {
      out.begin_object().key("purpose").value(end.purpose).key("on").value(end.on).end_object();
    }
    out.end_array();
  }

  static void write_holds(JsonWriter& out, const vault::Subject& person, base::LocalDate today) {
    out.key("holds").begin_array();
    for (const vault::Hold& hold : person.holds) {
      const bool stands = !hold.released && (!hold.end || *hold.end >= today);
      out.begin_object().key("id").value(hold.id).key("kind").value(hold.kind).key("placed").value(hold.placed);
      if (hold.record) out.key("record").value(*hold.record);
      if (hold.end) out.key("end").value(*hold.end);
      if (hold.consent) out.key("consent").value(*hold.consent);
      if (hold.released) out.key("released").value(*hold.released);
      if (hold.review) {
        out.key("review").value(*hold.review);
        out.key("review_overdue").boolean(stands && *hold.review < today);
      }
      out.key("stands").boolean(stands).end_object();
    }
    out.end_array();
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
  if (fields.has("limit")) show->limit = std::clamp<std::uint64_t>(fields.count("limit"), 1, records_shown_max);
  if (fields.has("after")) {
    ASSIGN_OR_RETURN(show->after, fields.id<base::RecordId>("after"));
  }
  return std::unique_ptr<Operation>(std::move(show));
}

}  // namespace

const OperationRow state_row{"state", policy::Operation::read_state, false, fields_taken, parse};

}  // namespace daicho::service
