// SPDX-License-Identifier: Apache-2.0
#include "store/faulty/faulty_store.h"

#include <gtest/gtest.h>

#include "store/contract.h"
#include "store/memory/memory_store.h"

namespace daicho::store {
namespace {

constexpr Bucket bucket{1};
constexpr unsigned always = 1000;

class FaultyStoreTest : public testing::Test {
 protected:
  static Commit entry(std::uint64_t number) {
    Commit commit = append_entries(bucket, {"entry"});
    commit.request = request(number);
    return commit;
  }
  static std::unique_ptr<FaultyStore> with(FaultPlan plan) {
    static const ToyHasher hasher;
    return std::make_unique<FaultyStore>(std::make_unique<MemoryStore>(4, hasher), plan);
  }
  // The words of a run of commits and reads.
  static std::vector<std::string> run(std::uint64_t seed) {
    const auto store = with({.seed = seed,
                             .fails_before = 100,
                             .crashes_before = 100,
                             .crashes_after = 100,
                             .stale_snapshots = 200,
                             .failing_reads = 100});
    std::vector<std::string> words;
    for (std::uint64_t i = 0; i < 200; ++i) {
      words.push_back(word(store->commit(entry(i))));
      const auto snapshot = store->snapshot(bucket);
      words.push_back(snapshot ? std::to_string((*snapshot)->ledger_head()->size) : "unavailable");
    }
    return words;
  }
};

TEST_F(FaultyStoreTest, what_fails_before_was_not_applied) {
  const auto store = with({.fails_before = always});
  EXPECT_EQ(word(store->commit(entry(1))), "unavailable");
  EXPECT_FALSE(*store->truth().outcome_of(bucket, request(1)));
  EXPECT_EQ(store->struck().fails_before, 1u);
}

TEST_F(FaultyStoreTest, a_crash_is_unknown_and_was_applied_or_not) {
  const auto store = with({.crashes_before = always});
  EXPECT_EQ(word(store->commit(entry(1))), "unknown");
  EXPECT_FALSE(*store->outcome_of(bucket, request(1)));
  store->set_plan({.crashes_after = always});
  EXPECT_EQ(word(store->commit(entry(2))), "unknown");
  EXPECT_TRUE(store->outcome_of(bucket, request(2))->has_value());
  store->set_plan({});
  EXPECT_EQ(word(store->commit(entry(1))), "committed");
  EXPECT_EQ(word(store->commit(entry(2))), "replayed");
  EXPECT_EQ(store->ledger_head(bucket)->size, 2u);
}

TEST_F(FaultyStoreTest, a_delayed_answer_comes_when_it_is_delivered_and_once) {
  const auto store = with({.delays_answer = always});
  std::vector<std::string> words;
  const auto note = [&](const CommitOutcome& outcome) { words.push_back(word(outcome)); };
  store->submit(entry(1), note);
  store->submit(entry(1), note);
  EXPECT_TRUE(words.empty());
  EXPECT_EQ(store->ledger_head(bucket)->size, 1u) << "applied, but not yet answered";
  EXPECT_TRUE(store->deliver_delayed());
  EXPECT_EQ(words, std::vector<std::string>{"committed"});
  EXPECT_TRUE(store->deliver_delayed());
  EXPECT_EQ(words, (std::vector<std::string>{"committed", "replayed"}));
  EXPECT_FALSE(store->deliver_delayed());
}

TEST_F(FaultyStoreTest, what_is_delayed_is_delivered_at_the_end) {
  std::string answer;
  auto store = with({.delays_answer = always});
  store->submit(entry(1), [&](const CommitOutcome& outcome) { answer = word(outcome); });
  EXPECT_EQ(answer, "");
  store.reset();
  EXPECT_EQ(answer, "committed");
}

TEST_F(FaultyStoreTest, a_stale_snapshot_is_one_commit_old_but_never_of_the_office) {
  const auto store = with({.stale_snapshots = always});
  for (const Bucket in : {bucket, Bucket{2}, store->office()}) {
    for (const char* value : {"1", "2", "3"}) store->commit(put_row(in, subject_key("row"), value));
  }
  const auto value = [&](Bucket in) { return (**(*store->snapshot(in))->get(subject_key("row"))).value; };
  EXPECT_EQ(value(bucket), "2");
  EXPECT_EQ(value(Bucket{2}), "2");
  EXPECT_EQ(value(store->office()), "3");
  EXPECT_EQ(store->struck().stale_snapshots, 2u);
  store->set_plan({});
  EXPECT_EQ(value(bucket), "3");
}

TEST_F(FaultyStoreTest, a_commit_on_a_stale_snapshot_is_a_conflict) {
  const auto store = with({.stale_snapshots = always});
  for (const char* value : {"1", "2"}) store->commit(put_row(bucket, subject_key("row"), value));
  Commit conditional = put_row(bucket, subject_key("row"), "3");
  conditional.preconditions.push_back(
      {subject_key("row"),
       Precondition::Version{(**(*store->snapshot(bucket))->get(subject_key("row"))).version}});
  EXPECT_EQ(word(store->commit(conditional)), "precondition");
}

TEST_F(FaultyStoreTest, failing_reads_are_unavailable) {
  const auto store = with({.failing_reads = always});
  EXPECT_FALSE(store->snapshot(bucket));
  EXPECT_FALSE(store->find(IndexKind{1}, digest(1), 1));
  EXPECT_FALSE(store->outcome_of(bucket, request(1)));
  EXPECT_FALSE(store->ledger_head(bucket));
  EXPECT_FALSE(store->ledger_read(bucket, 0, 1));
  EXPECT_EQ(store->struck().failing_reads, 5u);
}

TEST_F(FaultyStoreTest, the_same_seed_strikes_the_same_way_and_another_seed_otherwise) {
  EXPECT_EQ(run(1), run(1));
  EXPECT_NE(run(1), run(2));
}

TEST_F(FaultyStoreTest, faults_strike_about_as_often_as_planned) {
  const auto store = with({.seed = 5, .fails_before = 250});
  for (std::uint64_t i = 0; i < 4000; ++i) store->commit(entry(i));
  EXPECT_GT(store->struck().fails_before, 900u);
  EXPECT_LT(store->struck().fails_before, 1100u);
}

}  // namespace
}  // namespace daicho::store
