// SPDX-License-Identifier: Apache-2.0
#include "store/memory/memory_store.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "store/judge.h"
#include "store/limits.h"

namespace daicho::store {
namespace {

tl::unexpected<base::Error> no_such_bucket(Bucket bucket) {
  return base::fail(
      base::Error(base::ErrorCode::invalid_value, "the store has no such bucket; ask Store::bucket_of")
          .with("bucket", base::Count(bucket.number)));
}

}  // namespace

// The rows of one bucket as they were; commits copy the map as long as a snapshot shares it.
class MemoryStore::MemorySnapshot final : public Snapshot {
 public:
  MemorySnapshot(std::shared_ptr<const Rows> rows, LedgerHead head)
      : rows_(std::move(rows)), head_(std::move(head)) {}

  base::Result<std::optional<Row>> get(const Key& key) const override {
    const auto found = rows_->find(key);
    if (found == rows_->end()) return std::nullopt;
    return *found->second;
  }

  base::Result<std::vector<std::optional<Row>>> multiget(const std::vector<Key>& keys) const override {
    std::vector<std::optional<Row>> rows;
    for (const Key& key : keys) {
      ASSIGN_OR_RETURN(std::optional<Row> row, get(key));
      rows.push_back(std::move(row));
    }
    return rows;
  }

  base::Result<std::vector<Row>> scan(Space space, std::string_view prefix, std::string_view after,
                                      std::size_t limit) const override {
    std::vector<Row> rows;
    for (auto at = rows_->lower_bound(Key{space, std::string(std::max(prefix, after))});
         at != rows_->end() && rows.size() < limit; ++at) {
      const Key& key = at->first;
      if (key.space != space || (key.bytes > after && !key.bytes.starts_with(prefix))) break;
      if (key.bytes > after) rows.push_back(*at->second);
    }
    return rows;
  }

  base::Result<LedgerHead> ledger_head() const override { return head_; }

 private:
  const std::shared_ptr<const Rows> rows_;
  const LedgerHead head_;
};

// One bucket as it is now.
class MemoryStore::MemoryGround final : public Ground {
 public:
  MemoryGround(const Part& part, std::uint64_t office_version)
      : part_(part), office_version_(office_version) {}

  base::Result<std::optional<std::uint64_t>> first_sequence_of(
      const base::RequestId& request) const override {
    const auto found = part_.first_sequences.find(request);
    if (found == part_.first_sequences.end()) return std::nullopt;
    return found->second;
  }
  std::uint64_t office_version() const override { return office_version_; }
  base::Result<std::optional<std::uint64_t>> version_of(const Key& key) const override {
    const auto found = part_.rows->find(key);
    if (found == part_.rows->end()) return std::nullopt;
    return found->second->version;
  }

 private:
  const Part& part_;
  const std::uint64_t office_version_;
};

MemoryStore::MemoryStore(std::uint32_t bucket_count, const LedgerHasher& hasher)
    : bucket_count_(bucket_count), hasher_(hasher), parts_(bucket_count + 1) {
  CHECK(bucket_count >= 1 && bucket_count <= bucket_count_max);
}

base::Result<std::unique_ptr<Snapshot>> MemoryStore::snapshot(Bucket bucket) const {
  if (bucket.number > bucket_count_) return no_such_bucket(bucket);
  const std::lock_guard lock(mutex_);
  const Part& part = parts_[bucket.number];
  part.rows_are_shared = true;
  return std::make_unique<MemorySnapshot>(part.rows, part.head);
}

void MemoryStore::submit(Commit commit, std::function<void(CommitOutcome)> done) {
  done(judge_and_apply(commit));
}

CommitOutcome MemoryStore::judge_and_apply(const Commit& commit) {
  if (auto status = check_limits(commit, bucket_count_); !status)
    return NotApplied{std::move(status).error()};
  const std::lock_guard lock(mutex_);
  if (auto outcome = judge(commit, MemoryGround(parts_[commit.bucket.number], office_version_))) {
    return *std::move(outcome);
  }
  return apply(commit);
}

Committed MemoryStore::apply(const Commit& commit) {
  Part& part = parts_[commit.bucket.number];
  if (std::exchange(part.rows_are_shared, false)) part.rows = std::make_shared<Rows>(*part.rows);
  Rows& rows = *part.rows;
  const std::uint64_t version = ++part.commits;
  for (const Commit::Range& range : commit.delete_ranges) {
    std::erase_if(rows, [&](const auto& row) {
      return row.first.space == range.space && row.first.bytes.starts_with(range.prefix);
    });
  }
  for (const Key& key : commit.deletes) rows.erase(key);
  for (const Commit::Put& put : commit.puts) {
    rows[put.key] = std::make_shared<const Row>(Row{put.key, put.value, version});
  }
  apply_index(commit);
  const std::uint64_t first_sequence = part.head.size;
  const std::vector<std::string_view> entries(commit.ledger_entries.begin(), commit.ledger_entries.end());
  if (!entries.empty()) part.head.frontier = hasher_.append(part.head.frontier, part.head.size, entries);
  part.head.size += entries.size();
  part.ledger.insert(part.ledger.end(), entries.begin(), entries.end());
  if (commit.request) part.first_sequences.emplace(*commit.request, first_sequence);
  if (commit.advances_office) ++office_version_;
  return Committed{.first_sequence = first_sequence, .replayed = false};
}

void MemoryStore::apply_index(const Commit& commit) {
  const auto row = [&](const IndexEntry& e) { return IndexRow{e.kind, e.digest, commit.bucket, e.target}; };
  for (const IndexEntry& entry : commit.index_deletes) index_.erase(row(entry));
  for (const IndexEntry& entry : commit.index_puts) index_.insert(row(entry));
}

base::Result<std::optional<Committed>> MemoryStore::outcome_of(Bucket bucket,
                                                               const base::RequestId& request) const {
  if (bucket.number > bucket_count_) return no_such_bucket(bucket);
  const std::lock_guard lock(mutex_);
  const auto& first_sequences = parts_[bucket.number].first_sequences;
  const auto found = first_sequences.find(request);
  if (found == first_sequences.end()) return std::nullopt;
  return Committed{.first_sequence = found->second, .replayed = true};
}

base::Result<std::vector<IndexHit>> MemoryStore::find(IndexKind kind, const base::KeyedDigest& digest,
                                                      std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  std::vector<IndexHit> hits;
  for (auto at = index_.lower_bound(IndexRow{kind, digest, Bucket{0}, ""});
       at != index_.end() && at->kind == kind && at->digest == digest && hits.size() < limit; ++at) {
    hits.push_back(IndexHit{at->bucket, at->target});
  }
  return hits;
}

std::uint64_t MemoryStore::office_version() const {
  const std::lock_guard lock(mutex_);
  return office_version_;
}

base::Result<LedgerHead> MemoryStore::ledger_head(Bucket bucket) const {
  if (bucket.number > bucket_count_) return no_such_bucket(bucket);
  const std::lock_guard lock(mutex_);
  return parts_[bucket.number].head;
}

base::Result<std::vector<LedgerEntryBytes>> MemoryStore::ledger_read(Bucket bucket, std::uint64_t from,
                                                                     std::size_t limit) const {
  if (bucket.number > bucket_count_) return no_such_bucket(bucket);
  const std::lock_guard lock(mutex_);
  const std::vector<std::string>& ledger = parts_[bucket.number].ledger;
  std::vector<LedgerEntryBytes> entries;
  for (std::uint64_t sequence = from; sequence < ledger.size() && entries.size() < limit; ++sequence) {
    entries.push_back(LedgerEntryBytes{sequence, ledger[sequence]});
  }
  return entries;
}

}  // namespace daicho::store
