// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"
#include "store/toy_hasher.h"

// What every engine must keep, each promise of store.h as a test. A test program compiles contract/*.cc and
// instantiates StoreContract with its engines.
namespace daicho::store {

// A store under test, and what the contract must know of it beside the interface.
class ContractEngine {
 public:
  static constexpr std::uint32_t bucket_count = 8;

  virtual ~ContractEngine() = default;
  // A store of `bucket_count` buckets with a ToyHasher, empty at first.
  virtual Store& store() = 0;
  // Closes the store and opens it again; false for an engine that keeps nothing.
  virtual bool reopen() { return false; }
  // How many commits may wait; nothing when none ever does.
  virtual std::optional<std::size_t> waiting_commits_max() const { return std::nullopt; }
};

struct ContractCase {
  std::string name;
  std::function<std::unique_ptr<ContractEngine>()> make;
  friend std::ostream& operator<<(std::ostream& out, const ContractCase& one) { return out << one.name; }
};

class StoreContract : public ::testing::TestWithParam<ContractCase> {
 protected:
  static constexpr Bucket bucket{3};

  void SetUp() override { engine_ = GetParam().make(); }
  Store& store() { return engine_->store(); }
  ContractEngine& engine() { return *engine_; }

  // Commits what must succeed.
  Committed commit(Commit commit);
  // Commits one row and nothing else; answers the row's version.
  std::uint64_t put(Bucket in, const Key& key, std::string value);
  void erase(Bucket in, const Key& key);
  // The row now.
  std::optional<Row> row(Bucket in, const Key& key);
  // The row's value now, or "(none)".
  std::string value(Bucket in, const Key& key);
  std::vector<Row> scan(Bucket in, Space space, std::string_view prefix, std::string_view after = "",
                        std::size_t limit = 1000);
  // The key bytes of the rows, joined by spaces.
  static std::string names(const std::vector<Row>& rows);
  std::vector<std::string> targets(IndexKind kind, const base::KeyedDigest& digest, std::size_t limit = 1000);
  std::vector<std::string> ledger(Bucket in, std::uint64_t from = 0, std::size_t limit = 100'000);

 private:
  std::unique_ptr<ContractEngine> engine_;
};

// What happened, as one word for comparisons: committed, replayed, precondition, office_version, unknown, or
// the code of the error that kept it from being applied.
std::string word(const CommitOutcome& outcome);

// Collects what becomes of commits that are submitted and not waited for one by one.
class Answers {
 public:
  explicit Answers(std::size_t count) : words_(count), missing_(count) {}
  // The `done` of commit `i`.
  std::function<void(CommitOutcome)> at(std::size_t i);
  // Waits for all, and gives their words.
  std::vector<std::string> wait();

 private:
  std::mutex mutex_;
  std::condition_variable answered_;
  std::vector<std::string> words_;
  std::size_t missing_;
};

inline Key subject_key(std::string bytes) {
  return Key{Space::subject, std::move(bytes)};
}
inline Key record_key(std::string bytes) {
  return Key{Space::record, std::move(bytes)};
}
// A request id and a digest for a number.
base::RequestId request(std::uint64_t number);
base::KeyedDigest digest(std::uint8_t number);

inline Commit in_bucket(Bucket bucket) {
  Commit commit;
  commit.bucket = bucket;
  return commit;
}
inline Commit put_row(Bucket bucket, Key key, std::string value) {
  Commit commit = in_bucket(bucket);
  commit.puts.push_back({std::move(key), std::move(value)});
  return commit;
}
inline Commit append_entries(Bucket bucket, std::vector<std::string> entries) {
  Commit commit = in_bucket(bucket);
  commit.ledger_entries = std::move(entries);
  return commit;
}

}  // namespace daicho::store
