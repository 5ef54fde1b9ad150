// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/due_records.h"
#include "service/erasure.h"
#include "service/operations/rows.h"
#include "service/record_erasure.h"
#include "service/redate_sweep.h"
#include "service/redating.h"
#include "service/removal.h"
#include "service/repetition.h"
#include "service/retention_date.h"
#include "vault/rows.h"

// Erases what has ended, everywhere: item by item, each with what decided it (APPI 22,
// B-103…B-108).
//
// When the policy or the law is another than at the last run, all records are dated again first.
//
// It goes bucket by bucket in small steps, each one commit. The rows of the due space are all its state: what
// is done is not due any more, so a run that was cut off is gone on with by the next. What it costs hangs on
// what is due, not on what is held. The bytes go with the next purge (service/removal.h).
//
// A clock that is wrong by years would erase what is to be kept. So a run long after the last one needs the
// word of whoever asks for it that today is today (docs/decisions/0008-clock.md).
namespace daicho::service {
namespace {

using base::Count;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

// `steps`: at most so many of erasing; the answer then says `more`, and the next run goes on.
constexpr Field fields_taken[] = {{"today", FieldType::date, false}, {"steps", FieldType::count, false}};
constexpr std::size_t records_a_step = 200;
constexpr std::size_t requests_a_step = 200;

class RetentionRun : public Operation {
 public:
  RetentionRun(RunProgress& progress, std::optional<base::LocalDate> stated_today,
               std::optional<std::uint64_t> steps_max)
      : progress_(progress), stated_today_(stated_today), steps_left_(steps_max) {}
  ~RetentionRun() override { note_progress(false); }

  ledger::Operation recorded_as() const override { return ledger::Operation::retention_run; }

  // The next bucket that has something to do; the office at the beginning and at the end.
  Result<store::Bucket> bucket(const Occasion& occasion) override {
    if (progress_.is_interrupted())
      return fail(ErrorCode::interrupted, "the register is stopping; the next run goes on with the rest");
    today_ = base::LocalDate::on(occasion.now);
    bucket_count_ = occasion.reg.store.bucket_count();
    if (phase_ == Phase::beginning) return occasion.reg.store.office();
    if (phase_ == Phase::dating) {
      ASSIGN_OR_RETURN(const auto bucket, next_to_date(occasion));
      if (bucket) return *bucket;
      phase_ = Phase::erasing;
      next_bucket_ = 0;
    }
    if (phase_ == Phase::erasing && steps_left_ == 0) return end_before_all(occasion);
    if (unfinished_) return store::Bucket{next_bucket_};
    for (; next_bucket_ < bucket_count_; ++next_bucket_) {
      ASSIGN_OR_RETURN(const bool any, has_work(occasion, {next_bucket_}));
      if (any) return store::Bucket{next_bucket_};
    }
    phase_ = Phase::ending;
    return occasion.reg.store.office();
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    due_ = {};
    // Who meets others at the same persons tries with fewer of them.
    const std::size_t limit = std::max<std::size_t>(records_a_step >> std::min(tries_++, 7u), 1);
    if (phase_ == Phase::beginning) return gather_beginning(occasion, snapshot);
    if (phase_ == Phase::dating) RETURN_IF_ERROR(sweep_.read(occasion, snapshot, limit));
    if (phase_ != Phase::erasing) return Facts();
    if (!unfinished_) {
      ASSIGN_OR_RETURN(const auto unfinished, unfinished_redatings(snapshot, 1));
      if (!unfinished.empty()) unfinished_.emplace(Unfinished{unfinished.front(), {}});
    }
    if (unfinished_) return gather_redating(occasion, snapshot);
    ASSIGN_OR_RETURN(due_, read_due(occasion.policy(), occasion.reg.law, snapshot, today_, "", limit));
    return Facts();
  }

  policy::Question question() const override { return {.operation = policy::Operation::run_retention}; }

  void describe(ledger::Entry& entry) const override {
    entry.facts.push_back({"phase", ledger::term(name_of(phase_))});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    step_ = {};
    step_tally_ = {};
    switch (phase_) {
      case Phase::beginning:
        RETURN_IF_ERROR(expect_today(occasion));
        plan.entry.facts.push_back({"until", today_});
        plan.entry.facts.push_back({"bytes_gone_by", occasion.now + bytes_gone_within});
        plan.entry.facts.push_back({"dates_all_again", dates_all_again_});
        return {};
      case Phase::dating:
        step_.records_redated = sweep_.plan(plan.commit);
        describe_totals(step_, plan.entry);
        return {};
      case Phase::erasing: {
        ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(plan.commit.bucket));
        RETURN_IF_ERROR(unfinished_ ? plan_redating(occasion, plan.commit)
                                    : plan_due(occasion, *snapshot, plan));
        ASSIGN_OR_RETURN(step_.requests_forgotten,
                         forget_keys(*snapshot, occasion.now, requests_a_step, plan.commit));
        describe_totals(step_, plan.entry);
        return {};
      }
      case Phase::ending:
        return plan_ending(occasion, plan, answer);
    }
    return {};
  }

  bool advance(const store::Committed&) override {
    tries_ = 0;
    totals_ += step_;
    tally_.add(step_tally_);
    switch (phase_) {
      case Phase::beginning:
        phase_ = dates_all_again_ ? Phase::dating : Phase::erasing;
        break;
      case Phase::dating:
        sweep_.advance();
        break;
      case Phase::erasing:
        if (steps_left_) --*steps_left_;
        if (unfinished_ && !unfinished_->redating.advance()) unfinished_.reset();
        break;
      case Phase::ending:
        return false;
    }
    note_progress(true);
    return true;
  }

 private:
  // Whether anything is left is looked up once more: the last step may have been the last.
  Result<store::Bucket> end_before_all(const Occasion& occasion) {
    more_ = unfinished_.has_value();
    for (std::uint32_t bucket = next_bucket_; bucket < bucket_count_ && !more_; ++bucket) {
      ASSIGN_OR_RETURN(more_, has_work(occasion, {bucket}));
    }
    phase_ = Phase::ending;
    return occasion.reg.store.office();
  }

  enum class Phase { beginning, dating, erasing, ending };
  static base::Literal name_of(Phase phase) {
    switch (phase) {
      case Phase::beginning:
        return "begin";
      case Phase::dating:
        return "date_again";
      case Phase::erasing:
        return "erase";
      case Phase::ending:
        return "end";
    }
    return "end";
  }

  Status expect_today(const Occasion& occasion) const {
    ASSIGN_OR_RETURN(const auto office, occasion.reg.store.snapshot(occasion.reg.store.office()));
    ASSIGN_OR_RETURN(const auto last_known, last_known_date(occasion.reg.store, *office));
    return expect_plausible_date(today_, last_known, stated_today_);
  }

  Result<Facts> gather_beginning(const Occasion& occasion, const store::Snapshot& office) {
    ASSIGN_OR_RETURN(const auto row, office.get(dated_under_row()));
    dates_all_again_ = !row || row->value != dating_of(occasion);
    return Facts();
  }

  static std::string dating_of(const Occasion& occasion) {
    return dated_under(occasion.policy().digest(), occasion.office.law());
  }

  // The next bucket with a record whose date has moved; nothing when all are dated.
  Result<std::optional<store::Bucket>> next_to_date(const Occasion& occasion) {
    for (; next_bucket_ < bucket_count_; ++next_bucket_, sweep_ = {}) {
      ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot({next_bucket_}));
      ASSIGN_OR_RETURN(const bool found, sweep_.find(occasion, *snapshot));
      if (found) return std::optional(store::Bucket{next_bucket_});
    }
    return std::optional<store::Bucket>();
  }

  Result<bool> has_work(const Occasion& occasion, store::Bucket bucket) const {
    ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(bucket));
    ASSIGN_OR_RETURN(const bool due, is_anything_due(*snapshot, today_));
    if (due) return true;
    ASSIGN_OR_RETURN(const auto unfinished, unfinished_redatings(*snapshot, 1));
    if (!unfinished.empty()) return true;
    store::Commit nothing;
    ASSIGN_OR_RETURN(const std::size_t forgettable, forget_keys(*snapshot, occasion.now, 1, nothing));
    return forgettable > 0;
  }

  // Somebody was stopped while dating a person's records again: that is finished first.
  Result<Facts> gather_redating(const Occasion& occasion, const store::Snapshot& snapshot) {
    RETURN_IF_ERROR(unfinished_->redating.read(occasion, snapshot, unfinished_->subject, std::nullopt));
    ASSIGN_OR_RETURN(const auto row, snapshot.get(vault::subject_row(unfinished_->subject)));
    if (!row) return fail(ErrorCode::corrupt, "records are to be dated whose person is not in the register");
    ASSIGN_OR_RETURN(auto state, vault::decode_subject(row->value));
    due_.persons.emplace(unfinished_->subject, DueBatch::Person{std::move(state), row->version});
    return Facts();
  }

  Status plan_redating(const Occasion& occasion, store::Commit& commit) {
    const DueBatch::Person& person = due_.persons.at(unfinished_->subject);
    expect_unchanged(unfinished_->subject, person, commit);
    step_.records_redated = unfinished_->redating.plan(occasion, unfinished_->subject, person.state, commit);
    return {};
  }

  Status plan_due(const Occasion& occasion, const store::Snapshot& snapshot, Plan& plan) {
    plan.commit.deletes.insert(plan.commit.deletes.end(), due_.stale.begin(), due_.stale.end());
    std::map<base::SubjectId, std::vector<base::RecordId>> gone;  // whole records, by person
    std::map<base::SubjectId, bool> met;
    std::size_t weight = 0;
    for (const DueRecord& record : due_.records) {
      if (weight > weight_a_commit_bytes) break;
      weight += weight_bytes(record.at_hand.record);
      met.emplace(record.subject, true);
      if (record.ended.empty()) {
        put_due(record.subject, record.at_hand, record.next_end, plan.commit);
        ++step_.records_redated;
        continue;
      }
      ASSIGN_OR_RETURN(const bool whole, erase_ended(occasion, snapshot, record, plan));
      if (whole) gone[record.subject].push_back(record.at_hand.id);
    }
    for (const auto& [subject, is_met] : met) {
      expect_unchanged(subject, due_.persons.at(subject), plan.commit);
    }
    for (const auto& [subject, records] : gone) {
      RETURN_IF_ERROR(look_after(occasion, snapshot, subject, records, plan));
    }
    if (step_.items_erased > 0) ask_for_purge(occasion, plan.commit);
    return {};
  }

  Result<bool> erase_ended(const Occasion& occasion, const store::Snapshot& snapshot, const DueRecord& record,
                           Plan& plan) {
    std::vector<base::Term> items;
    for (const ItemEnd& ended : record.ended) items.push_back(ended.item);
    ASSIGN_OR_RETURN(const bool whole,
                     erase_items(occasion, snapshot, record.subject, due_.persons.at(record.subject).state,
                                 record.at_hand, items, plan.commit));
    step_.items_erased += items.size();
    step_.records_erased += whole ? 1 : 0;
    step_tally_.add(occasion.policy(), record);
    add_entries(occasion, record, whole, plan);
    return whole;
  }

  // One entry for the items of the record that went for the same reason.
  static void add_entries(const Occasion& occasion, const DueRecord& record, bool whole, Plan& plan) {
    std::vector<ItemEnd> rest = record.ended;
    while (!rest.empty()) {
      const policy::ErasureDate end = rest.front().end;
      const auto retention = class_of(occasion.policy(), record.at_hand.record.type, rest.front().item);
      std::vector<base::Term> items;
      std::erase_if(rest, [&](const ItemEnd& ended) {
        const bool same = ended.end.kept_by == end.kept_by && ended.end.which == end.which &&
                          class_of(occasion.policy(), record.at_hand.record.type, ended.item) == retention;
        if (same) items.push_back(ended.item);
        return same;
      });
      ledger::Entry entry =
          erased_entry(plan.entry, record.subject, record.at_hand, std::move(items), whole && rest.empty());
      if (retention) entry.facts.push_back({"class", *retention});
      describe_end(occasion, end, entry);
      entry.facts.push_back({"erasable_from", *end.date});
      ledger::Reason reason{ledger::term("retention_ended"), std::nullopt, std::nullopt};
      if (end.clause) reason.clause = occasion.policy().clauses()[*end.clause].name;
      if (end.article) reason.citation = citation_of(occasion.reg.law, *end.article);
      entry.reasons.push_back(std::move(reason));
      plan.further_entries.push_back(std::move(entry));
    }
  }

  // After whole records went: what was said of them goes too, and who has nothing left goes as well. Who
  // demanded a stop, or consented, is remembered for that alone, under a new key: the old one is shredded
  // with the rest.
  Status look_after(const Occasion& occasion, const store::Snapshot& snapshot, const base::SubjectId& subject,
                    const std::vector<base::RecordId>& gone, Plan& plan) {
    const vault::Subject& before = due_.persons.at(subject).state;
    vault::Subject after = before;
    bool changed = false;
    for (const base::RecordId& record : gone) changed |= forget_record(after, record);
    ASSIGN_OR_RETURN(const auto held, read_records(snapshot, subject, nullptr, "", gone.size() + 1));
    const bool nothing_left = std::all_of(held.begin(), held.end(), [&](const RecordAtHand& record) {
      return std::find(gone.begin(), gone.end(), record.id) != gone.end();
    });
    if (!nothing_left) {
      if (changed) plan.commit.puts.push_back({vault::subject_row(subject), vault::encode(after)});
      return {};
    }
    RETURN_IF_ERROR(expect_no_arrival(subject, snapshot, plan.commit));
    ledger::Entry entry = plan.entry;
    entry.operation = ledger::Operation::erase_subject;
    entry.outcome = ledger::Outcome::done;
    entry.subject = subject;
    entry.facts.clear();
    entry.facts.push_back({"reason", ledger::term("nothing_left")});
    if (must_be_remembered(before, occasion.now)) {
      plan.commit.puts.push_back({vault::subject_row(subject), vault::encode(remembered(before))});
      plan.commit.puts.push_back(
          {vault::keyring_row(subject), occasion.reg.sealer.make_key(subject).wrapped});
      entry.facts.push_back({"remembered", true});
      ++step_.persons_kept;
    } else {
      ASSIGN_OR_RETURN(const store::LedgerHead head, snapshot.ledger_head());
      erase_person(occasion, subject, before, head.size, plan.commit);
      ++step_.persons_erased;
    }
    plan.further_entries.push_back(std::move(entry));
    return {};
  }

  Status plan_ending(const Occasion& occasion, Plan& plan, AnswerWriter& answer) {
    ASSIGN_OR_RETURN(const auto snapshot, occasion.reg.store.snapshot(plan.commit.bucket));
    ASSIGN_OR_RETURN(step_.requests_forgotten,
                     forget_keys(*snapshot, occasion.now, requests_a_step, plan.commit));
    if (dates_all_again_) plan.commit.puts.push_back({dated_under_row(), dating_of(occasion)});
    if (!more_) put_last_run(today_, plan.commit);
    RunTotals all = totals_;
    all += step_;
    describe_totals(all, plan.entry);
    JsonWriter& out = answer.json();
    out.key("erased").begin_object();
    out.key("records").value(Count(all.records_erased)).key("items").value(Count(all.items_erased));
    out.key("persons")
        .value(Count(all.persons_erased))
        .key("persons_kept_for_their_word")
        .value(Count(all.persons_kept));
    out.key("records_dated_again").value(Count(all.records_redated));
    tally_.write(occasion.policy(), occasion.reg.law, out);
    out.end_object();
    out.key("more").boolean(more_);
    return {};
  }

  static void describe_totals(const RunTotals& totals, ledger::Entry& entry) {
    entry.facts.push_back({"records_erased", Count(totals.records_erased)});
    entry.facts.push_back({"items_erased", Count(totals.items_erased)});
    entry.facts.push_back({"persons_erased", Count(totals.persons_erased)});
    entry.facts.push_back({"persons_kept_for_their_word", Count(totals.persons_kept)});
    entry.facts.push_back({"records_dated_again", Count(totals.records_redated)});
    entry.facts.push_back({"requests_forgotten", Count(totals.requests_forgotten)});
  }

  static void expect_unchanged(const base::SubjectId& subject, const DueBatch::Person& person,
                               store::Commit& commit) {
    commit.preconditions.push_back(
        {vault::subject_row(subject), store::Precondition::Version{person.version}});
  }

  void note_progress(bool running) {
    if (phase_ == Phase::beginning) return;
    progress_.note({running, std::min(next_bucket_, bucket_count_), bucket_count_, totals_});
  }

  RunProgress& progress_;
  const std::optional<base::LocalDate> stated_today_;
  std::optional<std::uint64_t> steps_left_;
  bool more_ = false;  // something is left to do, for there were no steps left
  bool dates_all_again_ = false;
  RedateSweep sweep_;  // of the bucket at hand
  Phase phase_ = Phase::beginning;
  std::uint32_t next_bucket_ = 0;
  std::uint32_t bucket_count_ = 0;
  base::LocalDate today_;
  unsigned tries_ = 0;  // of the step at hand

  // A person whose records are dated again, in this step and perhaps the next, before anything is erased.
  struct Unfinished {
    base::SubjectId subject;
    Redating redating;
  };
  std::optional<Unfinished> unfinished_;
  DueBatch due_;
  RunTotals step_, totals_;  // of the step at hand; of the committed ones
  RetentionTally step_tally_, tally_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  std::optional<base::LocalDate> today;
  if (fields.has("today")) today = fields.date("today");
  std::optional<std::uint64_t> steps_max;
  if (fields.has("steps")) steps_max = std::max<std::uint64_t>(fields.count("steps"), 1);
  return std::make_unique<RetentionRun>(occasion.reg.run_progress, today, steps_max);
}

}  // namespace

const OperationRow retention_run_row{"retention_run", policy::Operation::run_retention, true, fields_taken,
                                     parse};

}  // namespace daicho::service
