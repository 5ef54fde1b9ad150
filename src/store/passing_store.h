// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "store/store.h"

namespace daicho::store {

// A store that passes everything on to another: the base of those that stand between and watch, change or
// refuse single calls. Thread-safe as the other is.
class PassingStore : public Store {
 public:
  std::uint32_t bucket_count() const override { return behind_->bucket_count(); }
  base::Result<std::unique_ptr<Snapshot>> snapshot(Bucket bucket) const override {
    return behind_->snapshot(bucket);
  }
  void submit(Commit commit, std::function<void(CommitOutcome)> done) override {
    behind_->submit(std::move(commit), std::move(done));
  }
  base::Result<std::optional<Committed>> outcome_of(Bucket bucket,
                                                    const base::RequestId& request) const override {
    return behind_->outcome_of(bucket, request);
  }
  base::Result<std::vector<IndexHit>> find(IndexKind kind, const base::KeyedDigest& digest,
                                           std::size_t limit) const override {
    return behind_->find(kind, digest, limit);
  }
  std::uint64_t office_version() const override { return behind_->office_version(); }
  base::Result<LedgerHead> ledger_head(Bucket bucket) const override { return behind_->ledger_head(bucket); }
  base::Result<std::vector<LedgerEntryBytes>> ledger_read(Bucket bucket, std::uint64_t from,
                                                          std::size_t limit) const override {
    return behind_->ledger_read(bucket, from, limit);
  }
  base::Status purge_deleted() override { return behind_->purge_deleted(); }
  base::Result<std::uint64_t> size_on_disk() const override { return behind_->size_on_disk(); }

 protected:
  // `behind` must not be null.
  explicit PassingStore(std::unique_ptr<Store> behind) : behind_(std::move(behind)) {}
  Store& behind() const { return *behind_; }
  // Destroys the other now, for who must see its last answers. Nothing may be called afterwards.
  void let_go() { behind_.reset(); }

 private:
  std::unique_ptr<Store> behind_;
};

}  // namespace daicho::store
