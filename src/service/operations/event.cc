// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/person_change.h"
#include "service/operations/rows.h"

// Reports that something happened to a person's affairs from which periods run: an inquiry came, a contract
// ended, the last contact (A-031…A-034, B-103…B-108). It concerns one record, or all that the person has.
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
    {"event", FieldType::name, true},
    {"on", FieldType::date, true},
    {"record", FieldType::id, false},
};

class ReportEvent final : public PersonChange {
 public:
  ReportEvent(SubjectReference reference, policy::EventIndex event, base::LocalDate on)
      : PersonChange(std::move(reference)), event_(event), on_(on) {
    moves_clocks_ = true;
  }

  void concern(const base::RecordId& one) { record_ = one; }

  ledger::Operation recorded_as() const override { return ledger::Operation::event; }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::report_event};
    question.event = event_;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.facts.push_back({"event", policy_->events()[event_].name});
    entry.facts.push_back({"on", on_});
  }

 private:
  Status look(const Occasion&, const store::Snapshot& snapshot, Facts&) override {
    if (!record_) return {};
    ASSIGN_OR_RETURN(const auto found, find_record(*policy_, snapshot, subject_.id(), *record_));
    if (found) return {};
    return fail(
        Error(ErrorCode::not_found, "the person has no such record").with("field", Literal("record")));
  }

  Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry&) override {
    const base::Term& name = policy_->events()[event_].name;
    const auto known =
        std::find_if(person.events.begin(), person.events.end(), [&](const vault::Event& event) {
          return event.event == name && event.on == on_ && event.record == record_;
        });
    if (known == person.events.end()) {
      person.events.push_back({name, on_, record_, occasion.now});
    } else if (record_ || on_ == base::LocalDate::on(occasion.now)) {
      return false;
    } else {
      known->reported = occasion.now;  // now of the records too that came in since
    }
    if (!record_) end_purposes(person);
    return true;
  }

  void end_purposes(vault::Subject& person) const {
    for (const policy::Purpose& purpose : policy_->purposes()) {
      if (purpose.ends_with != event_) continue;
      const auto known =
          std::find_if(person.ended_purposes.begin(), person.ended_purposes.end(),
                       [&](const vault::PurposeEnd& end) { return end.purpose == purpose.name; });
      if (known == person.ended_purposes.end()) {
        person.ended_purposes.push_back({purpose.name, on_});
      } else {
        known->on = std::max(known->on, on_);
      }
    }
  }

  policy::EventIndex event_;
  base::LocalDate on_;
};

// What the register knows of itself is not reported: else a period could be made longer by hand (B-112).
bool is_known_of_itself(policy::EventIndex event, bool of_one_record) {
  if (event == policy::event_acquired || event == policy::event_withdrawn) return true;
  return event == policy::event_purpose_ended && !of_one_record;
}

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto event, place_of(policy.events(), fields.name("event"), "event"));
  if (is_known_of_itself(event, fields.has("record"))) {
    return fail(
        Error(ErrorCode::invalid_value,
              "the register knows this of itself; only the end of all purposes of one record is reported")
            .with("field", Literal("event")));
  }
  RETURN_IF_ERROR(expect_past(fields.date("on"), occasion, "on"));
  auto operation = std::make_unique<ReportEvent>(fields.subject("subject"), event, fields.date("on"));
  if (fields.has("record")) {
    ASSIGN_OR_RETURN(const auto record, fields.id<base::RecordId>("record"));
    operation->concern(record);
  }
  return std::unique_ptr<Operation>(std::move(operation));
}

}  // namespace

const OperationRow event_row{"event", policy::Operation::report_event, true, fields_taken, parse};

}  // namespace daicho::service
