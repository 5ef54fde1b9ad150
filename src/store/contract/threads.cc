// SPDX-License-Identifier: Apache-2.0
// Many threads at once, a full queue, and opening again.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "store/contract.h"

namespace daicho::store {
namespace {

constexpr int thread_count = 16;

// Runs `work(0)` to `work(thread_count - 1)`, each on its own thread.
void on_threads(const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < thread_count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

TEST_P(StoreContract, counting_by_version_from_many_threads_loses_nothing) {
  constexpr int rounds = 10;
  put(bucket, subject_key("count"), "0");
  on_threads([&](int) {
    for (int done = 0; done < rounds;) {
      const auto snapshot = *store().snapshot(bucket);
      const Row now = **snapshot->get(subject_key("count"));
      Commit increment = put_row(bucket, subject_key("count"), std::to_string(std::stoi(now.value) + 1));
      increment.preconditions.push_back({subject_key("count"), Precondition::Version{now.version}});
      if (word(store().commit(std::move(increment))) == "committed") ++done;
    }
  });
  EXPECT_EQ(value(bucket, subject_key("count")), std::to_string(rounds * thread_count));
}

TEST_P(StoreContract, ledgers_written_by_many_threads_have_no_gap_and_answer_their_own_sequence) {
  constexpr int rounds = 20;
  std::mutex mutex;
  std::map<std::pair<Bucket, std::uint64_t>, std::string> answered;
  on_threads([&](int thread) {
    for (int i = 0; i < rounds; ++i) {
      const Bucket in{static_cast<std::uint32_t>((thread + i) % 3)};
      const std::string name = std::to_string(thread) + "/" + std::to_string(i);
      const std::uint64_t first = commit(append_entries(in, {name + "a", name + "b"})).first_sequence;
      const std::lock_guard lock(mutex);
      answered[{in, first}] = name + "a";
      answered[{in, first + 1}] = name + "b";
    }
  });
  std::size_t total = 0;
  for (std::uint32_t number = 0; number < 3; ++number) {
    const std::vector<std::string> entries = ledger(Bucket{number});
    for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i], (answered[{Bucket{number}, i}]));
    const std::vector<std::string_view> views(entries.begin(), entries.end());
    EXPECT_EQ(store().ledger_head(Bucket{number})->frontier, ToyHasher().append("", 0, views));
    total += entries.size();
  }
  EXPECT_EQ(total, 2u * rounds * thread_count);
  EXPECT_EQ(total, answered.size());
}

TEST_P(StoreContract, who_sees_an_entry_sees_all_before_it_and_what_was_committed_with_it) {
  std::atomic<bool> is_over = false;
  std::atomic<int> broken = 0;
  std::thread reader([&] {
    while (!is_over) {
      const auto snapshot = *store().snapshot(bucket);
      const std::uint64_t size = snapshot->ledger_head()->size;
      const auto rows = *snapshot->scan(Space::subject, "", "", 100'000);
      const auto entries = *store().ledger_read(bucket, 0, size);
      if (rows.size() != size || entries.size() != size) ++broken;
    }
  });
  on_threads([&](int thread) {
    for (int i = 0; i < 10; ++i) {
      const std::string name = std::to_string(thread) + "/" + std::to_string(i);
      Commit both = put_row(bucket, subject_key(name), "x");
      both.ledger_entries = {name};
      commit(std::move(both));
    }
  });
  is_over = true;
  reader.join();
  EXPECT_EQ(broken, 0);
}

TEST_P(StoreContract, a_request_id_from_many_threads_has_one_effect) {
  for (std::uint64_t number = 0; number < 10; ++number) {
    std::atomic<int> committed = 0;
    std::atomic<int> replayed = 0;
    on_threads([&](int) {
      Commit once = append_entries(bucket, {"entry"});
      once.request = request(number);
      const CommitOutcome outcome = store().commit(std::move(once));
      if (word(outcome) == "committed") ++committed;
      if (word(outcome) == "replayed") ++replayed;
      EXPECT_EQ(std::get<Committed>(outcome).first_sequence, number);
    });
    EXPECT_EQ(committed, 1);
    EXPECT_EQ(replayed, thread_count - 1);
  }
  EXPECT_EQ(ledger(bucket).size(), 10u);
}

TEST_P(StoreContract, who_reads_the_office_version_first_never_commits_under_older_facts) {
  const Key policy{Space::office, "policy"};
  put(store().office(), policy, std::to_string(store().office_version()));
  std::atomic<bool> is_over = false;
  std::thread office([&] {
    while (!is_over) {
      Commit change = put_row(store().office(), policy, std::to_string(store().office_version() + 1));
      change.advances_office = true;
      commit(std::move(change));
    }
  });
  on_threads([&](int) {
    for (int i = 0; i < 5; ++i) {
      Commit decided = in_bucket(bucket);
      const std::uint64_t version = store().office_version();
      const std::string facts = value(store().office(), policy);
      decided.office_version = version;
      const bool is_committed = word(store().commit(std::move(decided))) == "committed";
      EXPECT_TRUE(!is_committed || facts == std::to_string(version)) << facts << " at " << version;
    }
  });
  is_over = true;
  office.join();
}

TEST_P(StoreContract, each_commit_is_answered_once) {
  constexpr std::size_t count = 400;
  Answers answers(count);
  for (std::size_t i = 0; i < count; ++i) {
    store().submit(append_entries(Bucket{static_cast<std::uint32_t>(i % 8)}, {"e"}), answers.at(i));
  }
  EXPECT_EQ(answers.wait(), std::vector<std::string>(count, "committed"));
}

TEST_P(StoreContract, a_full_queue_answers_overloaded_at_once_and_recovers) {
  if (!engine().waiting_commits_max()) GTEST_SKIP() << "nothing waits here";
  std::mutex gate;  // held: nobody gets past his `done`
  std::mutex mutex;
  std::map<std::string, int> words;
  std::atomic<std::size_t> answered = 0;
  std::size_t submitted = 0;
  const auto answer = [&](const CommitOutcome& outcome) {
    if (word(outcome) == "committed") {
      const std::lock_guard wait(gate);
    }
    const std::lock_guard lock(mutex);
    ++words[word(outcome)];
    ++answered;
  };
  {
    const std::lock_guard closed(gate);
    const auto count_of = [&](const char* name) {
      const std::lock_guard lock(mutex);
      return words[name];
    };
    while (count_of("overloaded") == 0) {
      store().submit(append_entries(bucket, {"e"}), answer);
      ++submitted;
      ASSERT_LT(submitted, 1'000'000u);
    }
    EXPECT_EQ(count_of("committed"), 0);
  }
  while (answered < submitted) std::this_thread::yield();
  EXPECT_EQ(words["overloaded"], 1);
  EXPECT_EQ(ledger(bucket).size(), submitted - 1);
  commit(append_entries(bucket, {"afterwards"}));
}

TEST_P(StoreContract, all_is_there_again_after_opening_the_store_again) {
  const std::uint64_t version = put(bucket, subject_key("row"), "value");
  put(bucket, subject_key("deleted"), "x");
  erase(bucket, subject_key("deleted"));
  Commit rich = append_entries(bucket, {"a", "b"});
  rich.request = request(1);
  rich.index_puts.push_back({IndexKind{1}, digest(1), "t"});
  rich.puts.push_back({Key{Space::keyring, "key"}, "wrapped"});
  commit(rich);
  Commit office = put_row(store().office(), Key{Space::office, "policy"}, "p");
  office.advances_office = true;
  commit(office);
  const std::uint64_t office_version = store().office_version();
  const LedgerHead head = *store().ledger_head(bucket);
  if (!engine().reopen()) GTEST_SKIP() << "keeps nothing";

  EXPECT_EQ(value(bucket, subject_key("row")), "value");
  EXPECT_EQ(row(bucket, subject_key("row"))->version, version);
  EXPECT_FALSE(row(bucket, subject_key("deleted")));
  EXPECT_EQ(value(bucket, Key{Space::keyring, "key"}), "wrapped");
  EXPECT_EQ(value(store().office(), Key{Space::office, "policy"}), "p");
  EXPECT_EQ(ledger(bucket), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(store().ledger_head(bucket)->size, head.size);
  EXPECT_EQ(store().ledger_head(bucket)->frontier, head.frontier);
  EXPECT_EQ(targets(IndexKind{1}, digest(1)), std::vector<std::string>{"3:t"});
  EXPECT_EQ(store().office_version(), office_version);
  EXPECT_EQ(word(store().commit(rich)), "replayed");
  EXPECT_TRUE(store().outcome_of(bucket, request(1))->has_value());
  EXPECT_EQ(commit(append_entries(bucket, {"c"})).first_sequence, 2u);
  EXPECT_GT(put(bucket, subject_key("row"), "again"), version);
}

TEST_P(StoreContract, versions_grow_over_opening_again_even_when_the_row_was_deleted) {
  const std::uint64_t version = put(bucket, subject_key("row"), "x");
  erase(bucket, subject_key("row"));
  if (!engine().reopen()) GTEST_SKIP() << "keeps nothing";
  EXPECT_GT(put(bucket, subject_key("row"), "x"), version);
}

}  // namespace
}  // namespace daicho::store
