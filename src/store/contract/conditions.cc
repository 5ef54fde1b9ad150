// SPDX-License-Identifier: Apache-2.0
// Whether a commit is applied: preconditions, versions, request ids, the office version, limits.
#include <gtest/gtest.h>

#include "store/contract.h"
#include "store/limits.h"

namespace daicho::store {
namespace {

Precondition absent(Key key) {
  return {std::move(key), Precondition::Absent{}};
}
Precondition version(Key key, std::uint64_t number) {
  return {std::move(key), Precondition::Version{number}};
}

Commit if_so(Bucket bucket, Precondition precondition) {
  Commit commit = put_row(bucket, subject_key("effect"), "applied");
  commit.preconditions.push_back(std::move(precondition));
  return commit;
}

TEST_P(StoreContract, a_version_is_never_0_and_grows_with_every_write_of_the_row) {
  std::uint64_t last = 0;
  for (int i = 0; i < 5; ++i) {
    const std::uint64_t now = put(bucket, subject_key("a"), "same value");
    EXPECT_GT(now, last);
    last = now;
  }
}

TEST_P(StoreContract, a_version_grows_over_a_delete_too) {
  const std::uint64_t first = put(bucket, subject_key("a"), "x");
  erase(bucket, subject_key("a"));
  const std::uint64_t second = put(bucket, subject_key("a"), "x");
  EXPECT_GT(second, first);
  Commit ranged = in_bucket(bucket);
  ranged.delete_ranges.push_back({Space::subject, ""});
  commit(std::move(ranged));
  EXPECT_GT(put(bucket, subject_key("a"), "x"), second);
}

TEST_P(StoreContract, a_version_stays_when_other_rows_are_written) {
  const std::uint64_t before = put(bucket, subject_key("a"), "x");
  put(bucket, subject_key("b"), "x");
  erase(bucket, subject_key("b"));
  EXPECT_EQ(row(bucket, subject_key("a"))->version, before);
  EXPECT_EQ(scan(bucket, Space::subject, "a")[0].version, before);
}

TEST_P(StoreContract, a_commit_is_applied_only_when_its_preconditions_hold) {
  const std::uint64_t old = put(bucket, subject_key("row"), "1");
  const std::uint64_t now = put(bucket, subject_key("row"), "2");
  put(bucket, subject_key("gone"), "x");
  erase(bucket, subject_key("gone"));
  const struct {
    const char* what;
    Precondition precondition;
    const char* outcome;
  } cases[] = {
      {"absent, and it is", absent(subject_key("none")), "committed"},
      {"absent, but it is there", absent(subject_key("row")), "precondition"},
      {"absent in its space", absent(record_key("row")), "committed"},
      {"absent since deleted", absent(subject_key("gone")), "committed"},
      {"the version it has", version(subject_key("row"), now), "committed"},
      {"the version it had", version(subject_key("row"), old), "precondition"},
      {"a version to come", version(subject_key("row"), now + 100), "precondition"},
      {"version 0", version(subject_key("row"), 0), "precondition"},
      {"a version of nothing", version(subject_key("none"), now), "precondition"},
      {"version 0 of nothing", version(subject_key("none"), 0), "precondition"},
  };
  for (const auto& one : cases) {
    erase(bucket, subject_key("effect"));
    EXPECT_EQ(word(store().commit(if_so(bucket, one.precondition))), one.outcome) << one.what;
    EXPECT_EQ(value(bucket, subject_key("effect")),
              one.outcome == std::string("committed") ? "applied" : "(none)")
        << one.what;
  }
}

TEST_P(StoreContract, all_preconditions_must_hold) {
  const std::uint64_t now = put(bucket, subject_key("row"), "x");
  Commit both = if_so(bucket, version(subject_key("row"), now));
  both.preconditions.push_back(absent(subject_key("row")));
  EXPECT_EQ(word(store().commit(both)), "precondition");
}

TEST_P(StoreContract, preconditions_are_of_the_state_before_the_commit) {
  Commit first = put_row(bucket, subject_key("a"), "1");
  first.preconditions.push_back(absent(subject_key("a")));
  EXPECT_EQ(word(store().commit(first)), "committed");
  EXPECT_EQ(word(store().commit(first)), "precondition");
}

TEST_P(StoreContract, preconditions_hold_between_commits_that_wait_together) {
  Answers answers(50);
  for (std::size_t i = 0; i < 50; ++i) {  // only the first may find it absent
    Commit commit = put_row(bucket, subject_key("one"), std::to_string(i));
    commit.preconditions.push_back(absent(subject_key("one")));
    store().submit(std::move(commit), answers.at(i));
  }
  std::vector<std::string> expected(50, "precondition");
  expected[0] = "committed";
  EXPECT_EQ(answers.wait(), expected);
  EXPECT_EQ(value(bucket, subject_key("one")), "0");
}

TEST_P(StoreContract, a_range_delete_reaches_rows_that_wait_with_it) {
  const auto ignore = [](const CommitOutcome&) {};
  for (int i = 0; i < 10; ++i)
    store().submit(put_row(bucket, subject_key("p" + std::to_string(i)), "x"), ignore);
  Commit ranged = in_bucket(bucket);
  ranged.delete_ranges.push_back({Space::subject, "p"});
  store().submit(std::move(ranged), ignore);
  Commit last = put_row(bucket, subject_key("last"), "x");
  last.preconditions.push_back(absent(subject_key("p5")));
  EXPECT_EQ(word(store().commit(std::move(last))), "committed");
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "last");
}

TEST_P(StoreContract, a_commit_that_is_refused_leaves_nothing) {
  put(bucket, subject_key("row"), "kept");
  Commit refused = if_so(bucket, absent(subject_key("row")));
  refused.request = request(1);
  refused.deletes.push_back(subject_key("row"));
  refused.delete_ranges.push_back({Space::subject, ""});
  refused.index_puts.push_back({IndexKind{1}, digest(1), "t"});
  refused.ledger_entries = {"entry"};
  EXPECT_EQ(word(store().commit(refused)), "precondition");
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "row");
  EXPECT_TRUE(targets(IndexKind{1}, digest(1)).empty());
  EXPECT_TRUE(ledger(bucket).empty());
  EXPECT_FALSE(*store().outcome_of(bucket, request(1)));
  refused.preconditions.clear();
  EXPECT_EQ(word(store().commit(refused)), "committed");
  EXPECT_EQ(names(scan(bucket, Space::subject, "")), "effect");
}

TEST_P(StoreContract, a_request_id_is_applied_once_and_answers_the_same_again) {
  commit(append_entries(bucket, {"before"}));
  Commit once = append_entries(bucket, {"a", "b"});
  once.request = request(7);
  once.preconditions.push_back(absent(subject_key("row")));
  once.puts.push_back({subject_key("row"), "x"});
  EXPECT_EQ(commit(once).first_sequence, 1u);
  commit(append_entries(bucket, {"after"}));

  const CommitOutcome again = store().commit(once);  // although its precondition no longer holds
  ASSERT_EQ(word(again), "replayed");
  EXPECT_EQ(std::get<Committed>(again).first_sequence, 1u);
  Commit changed = append_entries(bucket, {"something else"});
  changed.request = request(7);
  EXPECT_EQ(word(store().commit(changed)), "replayed");
  EXPECT_EQ(ledger(bucket), (std::vector<std::string>{"before", "a", "b", "after"}));
}

TEST_P(StoreContract, a_request_id_that_waits_twice_is_applied_once) {
  Commit once = append_entries(bucket, {"once"});
  once.request = request(7);
  Answers answers(20);
  for (std::size_t i = 0; i < 20; ++i) store().submit(once, answers.at(i));
  std::vector<std::string> expected(20, "replayed");
  expected[0] = "committed";
  EXPECT_EQ(answers.wait(), expected);
  EXPECT_EQ(ledger(bucket).size(), 1u);
}

TEST_P(StoreContract, a_request_id_counts_in_its_bucket_alone) {
  for (const Bucket in : {Bucket{1}, Bucket{2}, store().office()}) {
    Commit one = append_entries(in, {"entry"});
    one.request = request(1);
    EXPECT_EQ(word(store().commit(one)), "committed");
  }
}

TEST_P(StoreContract, commits_without_a_request_id_are_each_applied) {
  commit(append_entries(bucket, {"same"}));
  commit(append_entries(bucket, {"same"}));
  EXPECT_EQ(ledger(bucket).size(), 2u);
}

TEST_P(StoreContract, a_conflict_does_not_use_up_the_request_id) {
  const std::uint64_t now = put(bucket, subject_key("row"), "x");
  Commit conflicting = if_so(bucket, absent(subject_key("row")));
  conflicting.request = request(3);
  EXPECT_EQ(word(store().commit(conflicting)), "precondition");
  conflicting.preconditions = {version(subject_key("row"), now)};
  EXPECT_EQ(word(store().commit(conflicting)), "committed");
}

TEST_P(StoreContract, outcome_of_tells_what_was_committed_and_nothing_else) {
  commit(append_entries(bucket, {"before"}));
  Commit one = append_entries(bucket, {"entry"});
  one.request = request(5);
  commit(one);
  const auto found = store().outcome_of(bucket, request(5));
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->first_sequence, 1u);
  EXPECT_TRUE((*found)->replayed);
  EXPECT_FALSE(*store().outcome_of(bucket, request(6)));
  EXPECT_FALSE(*store().outcome_of(Bucket{1}, request(5)));
}

Commit under_office(Bucket bucket, std::uint64_t version) {
  Commit commit = append_entries(bucket, {"entry"});
  commit.office_version = version;
  return commit;
}

Commit advancing(Bucket office) {
  Commit commit = in_bucket(office);
  commit.advances_office = true;
  return commit;
}

TEST_P(StoreContract, the_office_version_grows_by_one_when_a_commit_says_so) {
  const std::uint64_t start = store().office_version();
  commit(put_row(store().office(), Key{Space::office, "policy"}, "1"));
  EXPECT_EQ(store().office_version(), start);
  commit(advancing(store().office()));
  EXPECT_EQ(store().office_version(), start + 1);
  commit(advancing(store().office()));
  EXPECT_EQ(store().office_version(), start + 2);
}

TEST_P(StoreContract, a_decision_under_an_older_office_version_is_a_conflict) {
  const std::uint64_t old = store().office_version();
  EXPECT_EQ(word(store().commit(under_office(bucket, old))), "committed");
  commit(advancing(store().office()));
  EXPECT_EQ(word(store().commit(under_office(bucket, old))), "office_version");
  EXPECT_EQ(word(store().commit(under_office(bucket, old + 1))), "committed");
  EXPECT_EQ(word(store().commit(append_entries(bucket, {"not asked"}))), "committed");
  EXPECT_EQ(ledger(bucket).size(), 3u);
}

TEST_P(StoreContract, an_office_change_binds_the_very_next_commit_that_waits) {
  const std::uint64_t old = store().office_version();
  Answers answers(4);
  store().submit(under_office(bucket, old), answers.at(0));
  store().submit(advancing(store().office()), answers.at(1));
  store().submit(under_office(bucket, old), answers.at(2));
  store().submit(under_office(bucket, old + 1), answers.at(3));
  EXPECT_EQ(answers.wait(),
            (std::vector<std::string>{"committed", "committed", "office_version", "committed"}));
}

TEST_P(StoreContract, a_replay_is_answered_whatever_the_office_version) {
  Commit one = under_office(bucket, store().office_version());
  one.request = request(1);
  commit(one);
  commit(advancing(store().office()));
  EXPECT_EQ(word(store().commit(one)), "replayed");
}

TEST_P(StoreContract, parts_at_their_limits_are_taken_and_beyond_them_refused) {
  const auto key_of = [](std::size_t bytes) { return subject_key(std::string(bytes, 'k')); };
  const auto entry = [](std::size_t bytes) { return append_entries(bucket, {std::string(bytes, 'e')}); };
  const auto target = [](std::size_t bytes) {
    Commit commit = in_bucket(bucket);
    commit.index_puts.push_back({IndexKind{1}, digest(1), std::string(bytes, 't')});
    return commit;
  };
  const auto total = [](std::size_t bytes) {
    Commit commit = in_bucket(bucket);
    for (int i = 0; bytes > 0; ++i) {
      const std::size_t part = std::min(bytes, value_bytes_max);
      commit.puts.push_back({record_key(std::to_string(i)), std::string(part, 'v')});
      bytes -= part;
    }
    return commit;
  };
  const struct {
    const char* what;
    Commit commit;
    const char* outcome;
  } cases[] = {
      {"key", put_row(bucket, key_of(key_bytes_max), ""), "committed"},
      {"key and a byte", put_row(bucket, key_of(key_bytes_max + 1), ""), "too_large"},
      {"empty key", put_row(bucket, key_of(0), ""), "invalid_value"},
      {"value", put_row(bucket, key_of(1), std::string(value_bytes_max, 'v')), "committed"},
      {"value and a byte", put_row(bucket, key_of(1), std::string(value_bytes_max + 1, 'v')), "too_large"},
      {"entry", entry(ledger_entry_bytes_max), "committed"},
      {"entry and a byte", entry(ledger_entry_bytes_max + 1), "too_large"},
      {"target", target(target_bytes_max), "committed"},
      {"target and a byte", target(target_bytes_max + 1), "too_large"},
      {"commit", total(commit_bytes_max - 1000), "committed"},
      {"commit and a byte", total(commit_bytes_max), "too_large"},
  };
  for (const auto& one : cases) EXPECT_EQ(word(store().commit(one.commit)), one.outcome) << one.what;
  EXPECT_EQ(value(bucket, key_of(1)).size(), value_bytes_max);
  EXPECT_EQ(ledger(bucket)[0].size(), ledger_entry_bytes_max);
}

TEST_P(StoreContract, an_ill_formed_commit_is_refused) {
  Commit put_twice = put_row(bucket, subject_key("a"), "1");
  put_twice.puts.push_back({subject_key("a"), "2"});
  Commit put_and_delete = put_row(bucket, subject_key("a"), "1");
  put_and_delete.deletes.push_back(subject_key("a"));
  Commit other_spaces = put_row(bucket, subject_key("a"), "1");
  other_spaces.deletes.push_back(record_key("a"));
  Commit unknown_key = if_so(bucket, absent(subject_key("")));
  EXPECT_EQ(word(store().commit(put_twice)), "invalid_value");
  EXPECT_EQ(word(store().commit(put_and_delete)), "invalid_value");
  EXPECT_EQ(word(store().commit(unknown_key)), "invalid_value");
  EXPECT_EQ(word(store().commit(advancing(bucket))), "invalid_value");
  EXPECT_EQ(word(store().commit(put_row(bucket, Key{Space::office, "policy"}, "x"))), "invalid_value");
  EXPECT_TRUE(scan(bucket, Space::subject, "").empty());
  EXPECT_EQ(word(store().commit(other_spaces)), "committed");
}

}  // namespace
}  // namespace daicho::store
