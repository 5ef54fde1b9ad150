// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "store/store.h"

namespace daicho::service {

// A store in which a test interferes with single commits.
class HookedStore final : public store::Store {
 public:
  explicit HookedStore(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}

  // Called with a commit before the store sees it. What it returns is answered in place of the store;
  // nothing: the commit goes on.
  std::function<std::optional<store::CommitOutcome>(const store::Commit&)> before;
  // Called with what the store said; what it returns is answered.
  std::function<store::CommitOutcome(store::CommitOutcome)> after;

  std::uint32_t bucket_count() const override { return store_->bucket_count(); }
  base::Result<std::unique_ptr<store::Snapshot>> snapshot(store::Bucket bucket) const override {
    return store_->snapshot(bucket);
  }
  void submit(store::Commit commit, std::function<void(store::CommitOutcome)> done) override {
    if (before) {
      // Taken out while it runs: what it does to the store itself is not interfered with.
      auto hook = std::exchange(before, nullptr);
      auto instead = hook(commit);
      if (!before) before = std::move(hook);
      if (instead) return done(std::move(*instead));
    }
    store_->submit(std::move(commit), [this, done](store::CommitOutcome outcome) {
      done(after ? after(std::move(outcome)) : std::move(outcome));
    });
  }
  base::Result<std::optional<store::Committed>> outcome_of(store::Bucket bucket,
                                                           const base::RequestId& request) const override {
    return store_->outcome_of(bucket, request);
  }
  base::Result<std::vector<store::IndexHit>> find(store::IndexKind kind, const base::KeyedDigest& digest,
                                                  std::size_t limit) const override {
    return store_->find(kind, digest, limit);
  }
  std::uint64_t office_version() const override { return store_->office_version(); }
  base::Result<store::LedgerHead> ledger_head(store::Bucket bucket) const override {
    return store_->ledger_head(bucket);
  }
  base::Result<std::vector<store::LedgerEntryBytes>> ledger_read(store::Bucket bucket, std::uint64_t from,
                                                                 std::size_t limit) const override {
    return store_->ledger_read(bucket, from, limit);
  }
  base::Status purge_deleted() override { return store_->purge_deleted(); }
  base::Result<std::uint64_t> size_on_disk() const override { return store_->size_on_disk(); }

 private:
  std::unique_ptr<store::Store> store_;
};

// Answers the first `times` commits with what `make` makes, and lets the others through.
inline std::function<std::optional<store::CommitOutcome>(const store::Commit&)> answer_first(
    int times, std::function<store::CommitOutcome()> make) {
  return [left = times,
          make = std::move(make)](const store::Commit&) mutable -> std::optional<store::CommitOutcome> {
    if (left-- > 0) return make();
    return std::nullopt;
  };
}

}  // namespace daicho::service
