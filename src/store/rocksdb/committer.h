// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/instant.h"
#include "store/ledger_hasher.h"
#include "store/rocksdb/batch.h"
#include "store/rocksdb/database.h"
#include "store/rocksdb/store_folder.h"

namespace daicho::store::rocks {

// Turns the commits of many threads into few durable writes, one after the other.
//
// A few threads take turns. Each prepares a batch, writes it, and answers its commits; while it writes, the
// next prepares what arrives. One prepares at a time, one writes at a time, in the same order; what is
// prepared is judged on the ground of the batch being written. When a write fails, the committer is stopped
// for good. Thread-safe.
class Committer {
 public:
  // `office_version` as in the database. All references must outlive the committer.
  Committer(const Database& database, const StoreFolder& folder, const RocksdbOptions& options,
            const base::Clock& clock, const LedgerHasher& hasher, std::uint32_t bucket_count,
            std::uint64_t office_version);
  // Answers all that waits.
  ~Committer();

  void submit(Commit commit, Done done);
  // Of the commits that can be read.
  std::uint64_t office_version() const { return office_version_.load(std::memory_order_acquire); }
  // Whether the request was in a write that failed, so that nobody knows whether it was applied.
  bool is_unknown(Bucket bucket, const base::RequestId& request) const;

 private:
  void work();
  std::unique_ptr<Batch> next_batch();
  void prepare(std::vector<Ticket> tickets, Batch& batch, const Overlay* under_way) const;
  std::optional<base::Error> reason_to_refuse() const;
  CommitOutcome refused(const Commit& commit, const base::Error& reason, const Overlay* under_way) const;
  void write(Batch& batch);
  bool is_worth_a_turn(const Batch& batch) const;
  bool has_room(const Batch& batch) const;
  std::vector<Ticket> take_waiting(const Batch& batch);

  const Database& database_;
  const StoreFolder& folder_;
  const RocksdbOptions options_;
  const base::Clock& clock_;
  const LedgerHasher& hasher_;
  const std::uint32_t bucket_count_;
  std::atomic<std::uint64_t> office_version_;
  std::atomic<bool> is_stopped_ = false;  // once a write has failed, for good

  std::mutex preparing_;  // held by the thread that prepares; guards heads_
  Heads heads_;

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::deque<Ticket> waiting_;
  std::size_t unwritten_commits_ = 0;  // waiting, prepared or being written
  std::size_t unwritten_bytes_ = 0;
  std::shared_ptr<const Overlay> being_written_;  // null: nobody writes
  std::shared_ptr<const Overlay> unknown_;        // what the write that failed would have changed
  bool is_closing_ = false;

  std::vector<std::thread> threads_;
};

}  // namespace daicho::store::rocks
