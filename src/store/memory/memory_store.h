// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "store/ledger_hasher.h"
#include "store/store.h"

namespace daicho::store {

// The reference: a store in memory that is right because it is plain. `done` is called before submit returns,
// on the calling thread, so a single thread sees the same order every time. Nothing waits, nothing is
// overloaded, nothing is durable; request ids are kept as long as the store.
class MemoryStore final : public Store {
 public:
  // 1 to bucket_count_max subject buckets. `hasher` must outlive the store.
  MemoryStore(std::uint32_t bucket_count, const LedgerHasher& hasher);

  std::uint32_t bucket_count() const override { return bucket_count_; }
  base::Result<std::unique_ptr<Snapshot>> snapshot(Bucket bucket) const override;
  void submit(Commit commit, std::function<void(CommitOutcome)> done) override;
  base::Result<std::optional<Committed>> outcome_of(Bucket bucket,
                                                    const base::RequestId& request) const override;
  base::Result<std::vector<IndexHit>> find(IndexKind kind, const base::KeyedDigest& digest,
                                           std::size_t limit) const override;
  std::uint64_t office_version() const override;
  base::Result<LedgerHead> ledger_head(Bucket bucket) const override;
  base::Result<std::vector<LedgerEntryBytes>> ledger_read(Bucket bucket, std::uint64_t from,
                                                          std::size_t limit) const override;
  base::Status purge_deleted() override { return {}; }
  base::Result<std::uint64_t> size_on_disk() const override { return 0; }

 private:
  // Rows do not change once written: a snapshot shares them with the map it was copied from.
  using Rows = std::map<Key, std::shared_ptr<const Row>>;
  class MemorySnapshot;
  class MemoryGround;

  // All of one bucket.
  struct Part {
    std::shared_ptr<Rows> rows = std::make_shared<Rows>();
    mutable bool rows_are_shared = false;  // with a snapshot, so the next commit writes to a copy
    std::uint64_t commits = 0;
    LedgerHead head;
    std::vector<std::string> ledger;
    std::map<base::RequestId, std::uint64_t> first_sequences;
  };
  // An index entry in the order of find().
  struct IndexRow {
    IndexKind kind;
    base::KeyedDigest digest;
    Bucket bucket;
    std::string target;
    friend auto operator<=>(const IndexRow&, const IndexRow&) = default;
  };

  CommitOutcome judge_and_apply(const Commit& commit);
  Committed apply(const Commit& commit);
  void apply_index(const Commit& commit);

  const std::uint32_t bucket_count_;
  const LedgerHasher& hasher_;
  mutable std::mutex mutex_;  // guards all below
  std::vector<Part> parts_;   // the office is the last
  std::set<IndexRow> index_;
  std::uint64_t office_version_ = 0;
};

}  // namespace daicho::store
