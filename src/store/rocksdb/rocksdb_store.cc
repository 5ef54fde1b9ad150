// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/rocksdb_store.h"

#include <mutex>
#include <utility>

#include "store/limits.h"
#include "store/rocksdb/committer.h"
#include "store/rocksdb/database.h"
#include "store/rocksdb/purge.h"
#include "store/rocksdb/rocksdb_snapshot.h"
#include "store/rocksdb/row_format.h"
#include "store/rocksdb/store_folder.h"

namespace daicho::store {
namespace {

using base::ErrorCode;
using base::fail;
using rocks::Column;
using rocks::Database;
using rocks::StoreFolder;

constexpr std::uint32_t bucket_count_usual = 256;

// The embedded store: reads go to the database, commits to the committer.
class RocksdbStore final : public Store {
 public:
  RocksdbStore(StoreFolder folder, std::unique_ptr<Database> database, const RocksdbOptions& options,
               std::uint32_t bucket_count, std::uint64_t office_version, const base::Clock& clock,
               const LedgerHasher& hasher)
      : folder_(std::move(folder)),
        database_(std::move(database)),
        bucket_count_(bucket_count),
        committer_(*database_, folder_, options, clock, hasher, bucket_count, office_version) {}

  std::uint32_t bucket_count() const override { return bucket_count_; }

  base::Result<std::unique_ptr<Snapshot>> snapshot(Bucket bucket) const override {
    RETURN_IF_ERROR(check(bucket));
    return rocks::make_snapshot(*database_, bucket, rocks::this_moment(*database_));
  }

  void submit(Commit commit, std::function<void(CommitOutcome)> done) override {
    committer_.submit(std::move(commit), std::move(done));
  }

  base::Result<std::optional<Committed>> outcome_of(Bucket bucket,
                                                    const base::RequestId& request) const override {
    RETURN_IF_ERROR(check(bucket));
    ASSIGN_OR_RETURN(const auto first_sequence, rocks::read_first_sequence(*database_, bucket, request));
    if (first_sequence) return Committed{.first_sequence = *first_sequence, .replayed = true};
    if (committer_.is_unknown(bucket, request)) {
      return fail(ErrorCode::unavailable,
                  "the write of this request failed; open the store again, then ask again");
    }
    return std::nullopt;
  }

  base::Result<std::vector<IndexHit>> find(IndexKind kind, const base::KeyedDigest& digest,
                                           std::size_t limit) const override {
    const std::string prefix = rocks::index_prefix(kind, digest);
    const std::string last = rocks::index_key(Bucket{bucket_count_ + 1}, IndexEntry{kind, digest, ""});
    const ::rocksdb::Slice to = rocks::slice(last);
    const auto at = database_->range(Column::index, prefix, to);
    std::vector<IndexHit> hits;
    for (; at->Valid() && hits.size() < limit; at->Next()) {
      ASSIGN_OR_RETURN(IndexHit hit, rocks::hit_of_index_key(rocks::view(at->key())));
      hits.push_back(std::move(hit));
    }
    if (!at->status().ok()) return fail(rocks::error_of(at->status()));
    return hits;
  }

  std::uint64_t office_version() const override { return committer_.office_version(); }

  base::Result<LedgerHead> ledger_head(Bucket bucket) const override {
    RETURN_IF_ERROR(check(bucket));
    return rocks::read_ledger_head(*database_, bucket, nullptr);
  }

  base::Result<std::vector<LedgerEntryBytes>> ledger_read(Bucket bucket, std::uint64_t from,
                                                          std::size_t limit) const override {
    RETURN_IF_ERROR(check(bucket));
    const std::string last = rocks::ledger_key(Bucket{bucket.number + 1}, 0);
    const ::rocksdb::Slice to = rocks::slice(last);
    const auto at = database_->range(Column::ledger, rocks::ledger_key(bucket, from), to);
    std::vector<LedgerEntryBytes> entries;
    for (; at->Valid() && entries.size() < limit; at->Next()) {
      entries.push_back({rocks::sequence_of_ledger_key(rocks::view(at->key())), at->value().ToString()});
    }
    if (!at->status().ok()) return fail(rocks::error_of(at->status()));
    return entries;
  }

  base::Status purge_deleted() override {
    const std::lock_guard one_at_a_time(purging_);
    return rocks::purge(*database_, folder_.rows_path());
  }

  base::Result<std::uint64_t> size_on_disk() const override { return folder_.size_bytes(); }

 private:
  base::Status check(Bucket bucket) const {
    if (bucket.number <= bucket_count_) return {};
    return fail(base::Error(ErrorCode::invalid_value, "the store has no such bucket; ask Store::bucket_of")
                    .with("bucket", base::Count(bucket.number)));
  }

  // In the order in which they come to life; the committer ends first and the lock of the folder last.
  const StoreFolder folder_;
  const std::unique_ptr<Database> database_;
  const std::uint32_t bucket_count_;
  rocks::Committer committer_;
  std::mutex purging_;
};

// Whether nothing was ever committed.
base::Result<bool> is_empty(const Database& database) {
  const std::string last = "\xff";
  const ::rocksdb::Slice to = rocks::slice(last);
  const auto rows = database.range(Column::heads, "", to);
  if (!rows->status().ok()) return fail(rocks::error_of(rows->status()));
  return !rows->Valid();
}

// Makes the store, or ends the making of one that was interrupted. FORMAT comes last, so that a folder
// without it holds no answered commit; if it does, FORMAT was lost.
base::Result<std::unique_ptr<Database>> make(const StoreFolder& folder, const RocksdbOptions& options,
                                             const base::Clock& clock) {
  const std::uint32_t bucket_count = options.bucket_count.value_or(bucket_count_usual);
  if (bucket_count < 1 || bucket_count > bucket_count_max) {
    return fail(base::Error(ErrorCode::invalid_value, "a store has at least one bucket and at most so many")
                    .with("buckets_max", base::Count(bucket_count_max)));
  }
  ASSIGN_OR_RETURN(auto database, Database::open(folder.rows_path(), /*create=*/true, options, clock));
  ASSIGN_OR_RETURN(const bool never_used, is_empty(*database));
  if (!never_used)
    return fail(ErrorCode::corrupt, "the file FORMAT of the store is missing; restore it from a backup");
  RETURN_IF_ERROR(folder.write_format({.bucket_count = bucket_count}));
  return database;
}

// The database of an existing store, or of one that may be made.
base::Result<std::unique_ptr<Database>> open_or_make(const StoreFolder& folder, const RocksdbOptions& options,
                                                     const base::Clock& clock) {
  ASSIGN_OR_RETURN(const auto format, folder.format());
  if (format) return Database::open(folder.rows_path(), /*create=*/false, options, clock);
  if (options.create_if_missing) return make(folder, options, clock);
  return fail(ErrorCode::not_found, "there is no store in this folder; make one with init");
}

base::Result<std::uint64_t> read_office_version(const Database& database) {
  ASSIGN_OR_RETURN(const auto stored, database.get(Column::heads, rocks::office_key()));
  if (!stored) return 0;
  return rocks::version_of_row(rocks::view(*stored));
}

}  // namespace

base::Result<std::unique_ptr<Store>> open_rocksdb(const RocksdbOptions& options, const base::Clock& clock,
                                                  const LedgerHasher& hasher) {
  ASSIGN_OR_RETURN(StoreFolder folder, StoreFolder::open(options.folder, options.create_if_missing));
  ASSIGN_OR_RETURN(auto database, open_or_make(folder, options, clock));
  ASSIGN_OR_RETURN(const auto format, folder.format());
  const std::uint32_t bucket_count = format->bucket_count;
  if (options.bucket_count && *options.bucket_count != bucket_count) {
    return fail(base::Error(ErrorCode::invalid_value, "the store was made with another number of buckets")
                    .with("buckets", base::Count(bucket_count))
                    .with("buckets_asked", base::Count(*options.bucket_count)));
  }
  ASSIGN_OR_RETURN(const std::uint64_t office_version, read_office_version(*database));
  return std::make_unique<RocksdbStore>(std::move(folder), std::move(database), options, bucket_count,
                                        office_version, clock, hasher);
}

}  // namespace daicho::store
