// SPDX-License-Identifier: Apache-2.0
// What the embedded store answers when its disk fails, fills up or is slow.
#include <gtest/gtest.h>

#include "store/contract.h"
#include "store/rocksdb/failing_files.h"
#include "store/rocksdb/rocksdb_place.h"

namespace daicho::store {
namespace {

using Fault = FailingFiles::Fault;

constexpr Bucket bucket{3};

class WriteFault : public testing::Test {
 protected:
  void SetUp() override {
    place_.options.environment = environment_.get();
    open();
  }
  void open() {
    store_.reset();
    auto opened = place_.open();
    ASSERT_TRUE(opened);
    store_ = *std::move(opened);
  }
  Store& store() { return *store_; }
  std::string ask(std::uint64_t number) { return word(store().commit(entry(number))); }
  static Commit entry(std::uint64_t number) {
    Commit commit = append_entries(bucket, {"entry " + std::to_string(number)});
    commit.request = request(number);
    return commit;
  }
  // How often the entry stands in the ledger.
  std::size_t count_of(std::uint64_t number) {
    std::size_t count = 0;
    const auto entries = store().ledger_read(bucket, 0, 1000);
    EXPECT_TRUE(entries);
    for (const LedgerEntryBytes& entry : *entries) {
      if (entry.bytes == "entry " + std::to_string(number)) ++count;
    }
    return count;
  }

  std::shared_ptr<FailingFiles> files_ = std::make_shared<FailingFiles>();
  std::unique_ptr<::rocksdb::Env> environment_ = ::rocksdb::NewCompositeEnv(files_);
  RocksdbPlace place_;
  std::unique_ptr<Store> store_;
};

TEST_F(WriteFault, a_failed_sync_is_unknown_and_stops_all_later_commits) {
  EXPECT_EQ(ask(1), "committed");
  files_->set_fault(Fault::error_on_sync);
  EXPECT_EQ(ask(2), "unknown");
  files_->set_fault(Fault::none);
  EXPECT_EQ(ask(3), "unavailable");
  EXPECT_EQ(ask(1), "replayed");
  EXPECT_EQ(ask(2), "unknown") << "it may be on the disk: nobody may say that it was not applied";
  EXPECT_EQ(store().outcome_of(bucket, request(2)).error().code(), base::ErrorCode::unavailable);
  EXPECT_FALSE(*store().outcome_of(bucket, request(3)));
  EXPECT_TRUE(store().outcome_of(bucket, request(1))->has_value());
  EXPECT_EQ(count_of(1), 1u) << "reads go on";
  EXPECT_EQ(count_of(2), 0u);
}

TEST_F(WriteFault, after_opening_again_an_unknown_request_has_one_effect_at_most) {
  files_->set_fault(Fault::error_on_sync);
  EXPECT_EQ(ask(2), "unknown");
  files_->set_fault(Fault::none);
  open();
  const bool was_applied = store().outcome_of(bucket, request(2))->has_value();
  EXPECT_EQ(count_of(2), was_applied ? 1u : 0u);
  EXPECT_EQ(ask(2), was_applied ? "replayed" : "committed");
  EXPECT_EQ(count_of(2), 1u);
  EXPECT_EQ(ask(3), "committed");
}

TEST_F(WriteFault, a_disk_that_fills_within_a_write_is_unknown_with_its_reason) {
  files_->set_fault(Fault::disk_full_on_append);
  const CommitOutcome outcome = store().commit(entry(1));
  ASSERT_EQ(word(outcome), "unknown");
  EXPECT_EQ(std::get<Unknown>(outcome).error.code(), base::ErrorCode::storage_full);
  EXPECT_EQ(ask(2), "unavailable");
}

TEST_F(WriteFault, commits_that_wait_behind_a_write_that_fails_were_not_applied) {
  for (const std::size_t count : {4u, 40u}) {  // too few to be prepared meanwhile, and enough
    files_->set_fault(Fault::none);
    open();
    const std::uint64_t base = 100 * count;
    Answers answers(count);
    files_->hold_syncs();
    store().submit(entry(base), answers.at(0));
    files_->wait_until_a_sync_is_held();
    store().submit(entry(base), answers.at(1));
    for (std::size_t i = 2; i < count; ++i) store().submit(entry(base + i), answers.at(i));
    files_->set_fault(Fault::error_on_sync);
    files_->let_syncs_go();
    std::vector<std::string> expected(count, "unavailable");
    expected[0] = expected[1] = "unknown";
    EXPECT_EQ(answers.wait(), expected);
    files_->set_fault(Fault::none);
    open();
    for (std::size_t i = 2; i < count; ++i) EXPECT_EQ(count_of(base + i), 0u);
    EXPECT_LE(count_of(base), 1u);
  }
}

TEST_F(WriteFault, nothing_is_seen_before_it_is_durable) {
  Answers answers(2);
  files_->hold_syncs();
  Commit first = entry(1);
  first.puts.push_back({subject_key("row"), "x"});
  first.index_puts.push_back({IndexKind{1}, digest(1), "t"});
  store().submit(first, answers.at(0));
  Commit office = in_bucket(store().office());
  office.advances_office = true;
  files_->wait_until_a_sync_is_held();
  store().submit(office, answers.at(1));
  EXPECT_EQ(store().ledger_head(bucket)->size, 0u);
  EXPECT_TRUE(store().ledger_read(bucket, 0, 10)->empty());
  EXPECT_FALSE(*(*store().snapshot(bucket))->get(subject_key("row")));
  EXPECT_TRUE(store().find(IndexKind{1}, digest(1), 10)->empty());
  EXPECT_FALSE(*store().outcome_of(bucket, request(1)));
  EXPECT_EQ(store().office_version(), 0u);
  files_->let_syncs_go();
  EXPECT_EQ(answers.wait(), (std::vector<std::string>{"committed", "committed"}));
  EXPECT_EQ(store().ledger_head(bucket)->size, 1u);
  EXPECT_EQ(store().office_version(), 1u);
}

TEST_F(WriteFault, what_is_prepared_behind_a_write_sees_what_that_write_changes) {
  for (const char* name : {"p0", "p1", "p2"}) {
    ASSERT_EQ(word(store().commit(put_row(bucket, subject_key(name), "x"))), "committed");
  }
  constexpr std::size_t count = 20;  // more than are prepared at once
  Answers answers(count + 1);
  files_->hold_syncs();
  Commit first = put_row(bucket, subject_key("p3"), "x");
  first.deletes.push_back(subject_key("p0"));
  first.request = request(1);
  store().submit(first, answers.at(0));
  files_->wait_until_a_sync_is_held();
  store().submit(first, answers.at(1));  // a replay of what is being written
  Commit absent = put_row(bucket, subject_key("q"), "x");
  absent.preconditions.push_back({subject_key("p0"), Precondition::Absent{}});
  store().submit(absent, answers.at(2));
  Commit present = in_bucket(bucket);
  present.preconditions.push_back({subject_key("p3"), Precondition::Absent{}});
  store().submit(present, answers.at(3));
  Commit ranged = in_bucket(bucket);
  ranged.delete_ranges.push_back({Space::subject, "p"});
  store().submit(ranged, answers.at(4));
  for (std::size_t i = 5; i <= count; ++i) store().submit(append_entries(bucket, {"e"}), answers.at(i));
  files_->let_syncs_go();
  std::vector<std::string> expected(count + 1, "committed");
  expected[1] = "replayed";
  expected[3] = "precondition";
  EXPECT_EQ(answers.wait(), expected);
  const auto rows = (*store().snapshot(bucket))->scan(Space::subject, "", "", 10);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ((*rows)[0].key, subject_key("q"));
}

TEST_F(WriteFault, a_queue_full_of_commits_or_bytes_is_overloaded) {
  place_.options.waiting_commits_max = 3;
  place_.options.waiting_bytes_max = 10'000;
  open();
  files_->hold_syncs();
  Answers answers(3);
  store().submit(entry(1), answers.at(0));
  files_->wait_until_a_sync_is_held();
  EXPECT_EQ(word(store().commit(put_row(bucket, subject_key("large"), std::string(10'000, 'x')))),
            "overloaded");
  store().submit(entry(2), answers.at(1));
  store().submit(entry(3), answers.at(2));
  EXPECT_EQ(ask(4), "overloaded");
  files_->let_syncs_go();
  EXPECT_EQ(answers.wait(), (std::vector<std::string>{"committed", "committed", "committed"}));
  EXPECT_EQ(ask(4), "committed");
}

TEST_F(WriteFault, closing_answers_all_that_waits) {
  constexpr std::size_t count = 200;
  Answers answers(count);
  files_->hold_syncs();
  for (std::size_t i = 0; i < count; ++i) store().submit(entry(i), answers.at(i));
  files_->wait_until_a_sync_is_held();
  files_->let_syncs_go();
  store_.reset();
  EXPECT_EQ(answers.wait(), std::vector<std::string>(count, "committed"));
  open();
  EXPECT_EQ(store().ledger_head(bucket)->size, count);
}

TEST_F(WriteFault, a_commit_from_an_answer_is_taken_as_any_other) {
  Answers answers(1);
  store().submit(entry(1), [&](const CommitOutcome&) { store().submit(entry(2), answers.at(0)); });
  EXPECT_EQ(answers.wait(), std::vector<std::string>{"committed"});
}

}  // namespace
}  // namespace daicho::store
