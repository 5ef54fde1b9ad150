// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <variant>

#include "http/metrics.h"
#include "store/store.h"

namespace daicho {

// A store whose commits are counted: how they came out, and how many wait. Thread-safe.
class CountedStore final : public store::Store {
 public:
  // `metrics` must outlive it.
  CountedStore(std::unique_ptr<store::Store> store, http::Metrics& metrics)
      : waiting_(metrics.gauge("daicho_commits_waiting", "Commits handed in and not yet durable.")),
        store_(std::move(store)) {
    for (std::size_t i = 0; i < std::size(outcomes_); ++i)
      outcomes_[i] =
          &metrics.counter("daicho_commits_total", "Commits, by how they came out.", {{"outcome", names[i]}});
  }

  void submit(store::Commit commit, std::function<void(store::CommitOutcome)> done) override {
    waiting_.add(1);
    store_->submit(std::move(commit), [this, done = std::move(done)](store::CommitOutcome outcome) {
      waiting_.add(-1);
      outcomes_[outcome.index()]->add();
      done(std::move(outcome));
    });
  }

  std::uint32_t bucket_count() const override { return store_->bucket_count(); }
  base::Result<std::unique_ptr<store::Snapshot>> snapshot(store::Bucket bucket) const override {
    return store_->snapshot(bucket);
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
  // In the order of the alternatives of CommitOutcome.
  static constexpr base::Literal names[] = {"committed", "conflict", "not_applied", "unknown"};
  static_assert(std::variant_size_v<store::CommitOutcome> == std::size(names));

  http::Gauge& waiting_;
  http::Counter* outcomes_[std::size(names)] = {};
  std::unique_ptr<store::Store> store_;  // last: what it still completes is counted
};

}  // namespace daicho
