// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "store/passing_store.h"

namespace daicho::service {

// A store for tests that lets a test stand between: before each commit, at a purge, and at the commit after
// which the process is to die. It counts the rows that scans give.
class WatchedStore final : public store::PassingStore {
 public:
  explicit WatchedStore(std::unique_ptr<store::Store> store) : PassingStore(std::move(store)) {}

  std::function<void(const store::Commit&)> before_commit;
  std::function<void()> at_purge;
  std::uint64_t purges = 0;
  mutable std::uint64_t rows_scanned = 0;

  // From the commit with that number on (0 is the next) nothing is committed any more: as if the process had
  // died. With `applied` the first of them is still durable, and only its answer is lost.
  void die_at(std::uint64_t commit, bool applied) {
    lives_ = commit;
    last_is_applied_ = applied;
  }
  void revive() { lives_.reset(); }
  bool is_dead() const { return lives_ && *lives_ == 0; }

  base::Result<std::unique_ptr<store::Snapshot>> snapshot(store::Bucket bucket) const override {
    ASSIGN_OR_RETURN(auto snapshot, behind().snapshot(bucket));
    return std::make_unique<WatchedSnapshot>(std::move(snapshot), rows_scanned);
  }
  void submit(store::Commit commit, std::function<void(store::CommitOutcome)> done) override {
    if (before_commit) before_commit(commit);
    if (lives_ && *lives_ == 0) {
      if (std::exchange(last_is_applied_, false)) behind().commit(std::move(commit));
      return done(store::Unknown{base::Error(base::ErrorCode::outcome_unknown, "the process is dead")});
    }
    if (lives_) --*lives_;
    behind().submit(std::move(commit), std::move(done));
  }
  base::Status purge_deleted() override {
    ++purges;
    if (at_purge) at_purge();
    return behind().purge_deleted();
  }

 private:
  class WatchedSnapshot final : public store::Snapshot {
   public:
    WatchedSnapshot(std::unique_ptr<store::Snapshot> snapshot, std::uint64_t& rows)
        : snapshot_(std::move(snapshot)), rows_(rows) {}
    base::Result<std::optional<store::Row>> get(const store::Key& key) const override {
      return snapshot_->get(key);
    }
    base::Result<std::vector<std::optional<store::Row>>> multiget(
        const std::vector<store::Key>& keys) const override {
      return snapshot_->multiget(keys);
    }
    base::Result<std::vector<store::Row>> scan(store::Space space, std::string_view prefix,
                                               std::string_view after, std::size_t limit) const override {
      auto rows = snapshot_->scan(space, prefix, after, limit);
      if (rows) rows_ += rows->size();
      return rows;
    }
    base::Result<store::LedgerHead> ledger_head() const override { return snapshot_->ledger_head(); }

   private:
    std::unique_ptr<store::Snapshot> snapshot_;
    std::uint64_t& rows_;
  };

  std::optional<std::uint64_t> lives_;
  bool last_is_applied_ = false;
};

}  // namespace daicho::service
