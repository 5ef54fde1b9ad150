// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "store/passing_store.h"

namespace daicho::store {

// How often each fault strikes, per thousand calls that it can strike. All zero: the wrapped store as it is.
struct FaultPlan {
  std::uint64_t seed = 0;
  unsigned fails_before = 0;     // a commit is NotApplied{unavailable}
  unsigned crashes_before = 0;   // a commit is Unknown, and was not applied
  unsigned crashes_after = 0;    // a commit is Unknown, and was applied
  unsigned delays_answer = 0;    // a commit's `done` waits for deliver_delayed
  unsigned stale_snapshots = 0;  // a subject bucket is shown as it was before its last commit
  unsigned failing_reads = 0;    // a snapshot, find, outcome_of or ledger read is `unavailable`
};

// A store that fails as stores fail, the same way for the same plan and the same calls.
//
// The office bucket is never stale: its facts are guarded by office_version alone, which a real store answers
// from the same moment. A thread that waits in commit() for a delayed answer needs another that delivers.
class FaultyStore final : public PassingStore {
 public:
  // How often each fault struck so far, for a checker that wants to see that it did.
  struct Struck {
    std::uint64_t fails_before = 0;
    std::uint64_t crashes_before = 0;
    std::uint64_t crashes_after = 0;
    std::uint64_t delays_answer = 0;
    std::uint64_t stale_snapshots = 0;
    std::uint64_t failing_reads = 0;
  };

  FaultyStore(std::unique_ptr<Store> store, FaultPlan plan);
  // Delivers what is still delayed.
  ~FaultyStore() override;

  // Delivers the oldest delayed answer; false when there is none.
  bool deliver_delayed();
  // From now on; the random numbers go on where they are.
  void set_plan(FaultPlan plan);
  Struck struck() const;
  // The wrapped store, for checkers that must see the truth.
  Store& truth() { return behind(); }

  base::Result<std::unique_ptr<Snapshot>> snapshot(Bucket bucket) const override;
  void submit(Commit commit, std::function<void(CommitOutcome)> done) override;
  base::Result<std::optional<Committed>> outcome_of(Bucket bucket,
                                                    const base::RequestId& request) const override;
  base::Result<std::vector<IndexHit>> find(IndexKind kind, const base::KeyedDigest& digest,
                                           std::size_t limit) const override;
  base::Result<LedgerHead> ledger_head(Bucket bucket) const override;
  base::Result<std::vector<LedgerEntryBytes>> ledger_read(Bucket bucket, std::uint64_t from,
                                                          std::size_t limit) const override;

 private:
  class SharedSnapshot;
  struct Answer {
    std::function<void(CommitOutcome)> done;
    CommitOutcome outcome;
  };

  bool strikes(unsigned FaultPlan::*per_thousand, std::uint64_t Struck::*count) const;
  bool read_fails() const;
  void remember_before(Bucket bucket);
  std::shared_ptr<const Snapshot> before_last_commit(Bucket bucket) const;
  void answer(std::function<void(CommitOutcome)> done, CommitOutcome outcome);

  mutable std::mutex mutex_;  // guards all below
  FaultPlan plan_;
  mutable std::uint64_t random_state_;
  mutable Struck struck_;
  std::deque<Answer> delayed_;
  std::map<Bucket, std::shared_ptr<const Snapshot>> before_last_commit_;
};

}  // namespace daicho::store
