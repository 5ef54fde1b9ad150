// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/due_records.h"
#include "service/operations/rows.h"

// Says what a retention run would erase by a day, by class and by what decides the end, with examples.
// Changes nothing (A-033, B-103…B-112).
namespace daicho::service {
namespace {

using base::Count;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {{"until", FieldType::date, false}, {"examples", FieldType::count, false}};
constexpr std::uint64_t examples_default = 10, examples_max = 1000;
constexpr std::size_t records_a_read = 500;

class RetentionPlan : public Operation {
 public:
  RetentionPlan(base::LocalDate until, std::uint64_t examples) : until_(until), examples_wanted_(examples) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::retention_run; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return occasion.reg.store.office(); }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::run_retention}; }
  void describe(ledger::Entry& entry) const override {
    entry.facts.push_back({"dry_run", true});
    entry.facts.push_back({"until", until_});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    tally_ = {};
    whole_records_ = parts_of_records_ = redated_ = 0;
    JsonWriter& out = answer.json();
    out.key("examples").begin_array();
    std::uint64_t examples_left = examples_wanted_;
    for (std::uint32_t number = 0; number < occasion.reg.store.bucket_count(); ++number) {
      RETURN_IF_ERROR(look_through(occasion, {number}, examples_left, out));
    }
    out.end_array();
    tally_.write(occasion.policy(), occasion.reg.law, out);
    plan.entry.facts.push_back({"items", Count(tally_.items())});
    plan.entry.facts.push_back({"whole_records", Count(whole_records_)});
    plan.entry.facts.push_back({"parts_of_records", Count(parts_of_records_)});
    plan.entry.facts.push_back({"records_redated", Count(redated_)});
    return {};
  }

 private:
  Status look_through(const Occasion& occasion, store::Bucket bucket, std::uint64_t& examples_left,
                      JsonWriter& out) {
    ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(bucket));
    DueBatch batch;
    do {
      ASSIGN_OR_RETURN(batch, read_due(occasion.policy(), occasion.reg.law, *snapshot, until_, batch.last_key,
                                       records_a_read));
      for (const DueRecord& record : batch.records) {
        tally_.add(occasion.policy(), record);
        const bool whole = record.ended.size() == record.at_hand.record.items.size();
        ++(record.ended.empty() ? redated_ : whole ? whole_records_ : parts_of_records_);
        for (const ItemEnd& ended : record.ended) {
          if (examples_left == 0) break;
          --examples_left;
          write_example(occasion, record, ended, out);
        }
      }
    } while (batch.more);
    return {};
  }

  static void write_example(const Occasion& occasion, const DueRecord& record, const ItemEnd& ended,
                            JsonWriter& out) {
    out.begin_object().key("subject").value(record.subject).key("record").value(record.at_hand.id);
    out.key("record_type").value(record.at_hand.record.type).key("item").value(ended.item);
    out.key("erasable_from").value(*ended.end.date);
    if (ended.end.erase_by) out.key("erase_by").value(*ended.end.erase_by);
    write_end(occasion.policy(), occasion.reg.law, ended.end, out);
    out.end_object();
  }

  base::LocalDate until_;
  std::uint64_t examples_wanted_;
  RetentionTally tally_;
  std::uint64_t whole_records_ = 0, parts_of_records_ = 0, redated_ = 0;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const base::LocalDate until =
      fields.has("until") ? fields.date("until") : base::LocalDate::on(occasion.now);
  const std::uint64_t examples =
      fields.has("examples") ? std::min(fields.count("examples"), examples_max) : examples_default;
  return std::make_unique<RetentionPlan>(until, examples);
}

}  // namespace

const OperationRow retention_plan_row{"retention_plan", policy::Operation::run_retention, false, fields_taken,
                                      parse};

}  // namespace daicho::service
