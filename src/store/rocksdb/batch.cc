// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/batch.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "store/judge.h"

namespace daicho::store::rocks {
namespace {

// A range with more rows or bytes than this is deleted by its bounds. Such a range tombstone slows every read
// of its column a little until compaction, so the many small ranges of everyday erasures are not worth one.
constexpr std::size_t named_rows_max = 256;
constexpr std::size_t named_bytes_max = 1024 * 1024;

}  // namespace

base::Result<std::optional<std::uint64_t>> read_first_sequence(const Database& database, Bucket bucket,
                                                               const base::RequestId& request) {
  ASSIGN_OR_RETURN(const auto stored, database.get(Column::requests, request_key(bucket, request)));
  if (!stored) return std::nullopt;
  ASSIGN_OR_RETURN(const RequestRow row, request_row(view(*stored)));
  return row.first_sequence;
}

base::Result<Head*> Heads::load(Bucket bucket) {
  std::optional<Head>& head = heads_[bucket.number];
  if (!head) {
    ASSIGN_OR_RETURN(const auto row, database_.get(Column::heads, head_key(bucket)));
    if (row) {
      ASSIGN_OR_RETURN(head, head_row(view(*row)));
    } else {
      head.emplace();
    }
  }
  return &*head;
}

// The bucket of a commit as it will be after the batch under way and the commits of this batch so far.
class Batch::BatchGround final : public Ground {
 public:
  BatchGround(const Batch& batch, const Overlay* under_way, Bucket bucket)
      : batch_(batch), under_way_(under_way), bucket_(bucket) {}

  base::Result<std::optional<std::uint64_t>> first_sequence_of(
      const base::RequestId& request) const override {
    const std::string key = request_key(bucket_, request);
    for (const Overlay* overlay : overlays()) {
      if (overlay == nullptr) continue;
      if (const auto first_sequence = overlay->first_sequence_of(key)) return first_sequence;
    }
    return read_first_sequence(batch_.database_, bucket_, request);
  }

  std::uint64_t office_version() const override { return batch_.heads_.office_version(); }

  base::Result<std::optional<std::uint64_t>> version_of(const Key& key) const override {
    const std::string name = row_key(bucket_, key.space, key.bytes);
    for (const Overlay* overlay : overlays()) {
      if (overlay == nullptr) continue;
      if (const auto version = overlay->version_of(name)) return *version;
    }
    ASSIGN_OR_RETURN(const auto row, batch_.database_.get(column_of(key.space), name));
    if (!row) return std::nullopt;
    ASSIGN_OR_RETURN(const std::uint64_t version, version_of_row(view(*row)));
    return version;
  }

 private:
  // The newest first.
  std::array<const Overlay*, 2> overlays() const { return {batch_.overlay_.get(), under_way_}; }

  const Batch& batch_;
  const Overlay* under_way_;
  const Bucket bucket_;
};

Batch::Batch(const Database& database, Heads& heads, const LedgerHasher& hasher)
    : database_(database),
      heads_(heads),
      hasher_(hasher),
      overlay_(std::make_shared<Overlay>()),
      office_version_(heads.office_version()) {}

void Batch::add(Ticket ticket, base::Instant now, const Overlay* under_way) {
  size_bytes_ += ticket.size_bytes;
  answers_.push_back({std::move(ticket.done), judge_and_apply(ticket.commit, now, under_way), false});
}

void Batch::refuse(Ticket ticket, CommitOutcome outcome) {
  size_bytes_ += ticket.size_bytes;
  answers_.push_back({std::move(ticket.done), std::move(outcome), true});
}

CommitOutcome Batch::judge_and_apply(const Commit& commit, base::Instant now, const Overlay* under_way) {
  if (auto outcome = judge(commit, BatchGround(*this, under_way, commit.bucket))) return *std::move(outcome);
  // All reading comes before all writing: from here on nothing can fail.
  auto head = heads_.load(commit.bucket);
  if (!head) return NotApplied{std::move(head).error()};
  std::vector<RangeDelete> ranges;
  for (const Commit::Range& range : commit.delete_ranges) {
    auto planned = plan_range(commit.bucket, range, under_way);
    if (!planned) return NotApplied{std::move(planned).error()};
    ranges.push_back(*std::move(planned));
  }
  const std::uint64_t first_sequence = (*head)->ledger.size;
  apply_rows(commit, ranges, ++(*head)->commits);
  apply_index(commit);
  apply_ledger(commit, (*head)->ledger);
  if (commit.request) {
    std::string key = request_key(commit.bucket, *commit.request);
    put(Column::requests, key, stored(RequestRow{first_sequence, now}));
    overlay_->remember_request(std::move(key), first_sequence);
  }
  if (commit.advances_office) heads_.advance_office();
  changed_buckets_.insert(commit.bucket);
  return Committed{.first_sequence = first_sequence, .replayed = false};
}

base::Result<Batch::RangeDelete> Batch::plan_range(Bucket bucket, const Commit::Range& range,
                                                   const Overlay* under_way) const {
  RangeDelete out;
  out.column = column_of(range.space);
  out.from = row_key(bucket, range.space, range.prefix);
  out.to = after_prefix(out.from);
  const ::rocksdb::Slice to = slice(out.to);
  std::size_t bytes = 0;
  const auto rows = database_.range(out.column, out.from, to);
  for (; rows->Valid(); rows->Next()) {
    bytes += rows->key().size() + rows->value().size();
    if (out.rows.size() == named_rows_max || bytes > named_bytes_max) {
      out.by_name = false;
      break;
    }
    out.rows.push_back(rows->key().ToString());
  }
  if (!rows->status().ok()) return base::fail(error_of(rows->status()));
  for (const Overlay* overlay : std::array<const Overlay*, 2>{overlay_.get(), under_way}) {
    if (overlay == nullptr) continue;
    std::vector<std::string> more = overlay->rows_between(out.from, out.to);
    std::move(more.begin(), more.end(), std::back_inserter(out.rows));
  }
  return out;
}

void Batch::apply_rows(const Commit& commit, const std::vector<RangeDelete>& ranges, std::uint64_t version) {
  for (const RangeDelete& range : ranges) {
    ::rocksdb::ColumnFamilyHandle* column = database_.handle(range.column);
    if (range.by_name) {
      for (const std::string& row : range.rows) writes_.Delete(column, row);
    } else {
      writes_.DeleteRange(column, range.from, range.to);
    }
    overlay_->erase_range(range.from, range.to);
  }
  for (const Key& key : commit.deletes) {
    std::string name = row_key(commit.bucket, key.space, key.bytes);
    writes_.Delete(database_.handle(column_of(key.space)), name);
    overlay_->erase(std::move(name));
  }
  const std::string version_text = version_bytes(version);
  for (const Commit::Put& row : commit.puts) {
    std::string name = row_key(commit.bucket, row.key.space, row.key.bytes);
    const ::rocksdb::Slice key = name;
    const std::array<::rocksdb::Slice, 2> value = {version_text, row.value};
    writes_.Put(database_.handle(column_of(row.key.space)), ::rocksdb::SliceParts(&key, 1),
                ::rocksdb::SliceParts(value.data(), static_cast<int>(value.size())));
    overlay_->put(std::move(name), version);
  }
}

void Batch::apply_index(const Commit& commit) {
  for (const IndexEntry& entry : commit.index_deletes) {
    writes_.Delete(database_.handle(Column::index), index_key(commit.bucket, entry));
  }
  for (const IndexEntry& entry : commit.index_puts) put(Column::index, index_key(commit.bucket, entry), "");
}

void Batch::apply_ledger(const Commit& commit, LedgerHead& ledger) {
  if (commit.ledger_entries.empty()) return;
  const std::vector<std::string_view> entries(commit.ledger_entries.begin(), commit.ledger_entries.end());
  ledger.frontier = hasher_.append(ledger.frontier, ledger.size, entries);
  for (const std::string_view entry : entries)
    put(Column::ledger, ledger_key(commit.bucket, ledger.size++), entry);
}

void Batch::put(Column column, std::string_view key, std::string_view value) {
  writes_.Put(database_.handle(column), slice(key), slice(value));
}

void Batch::finish() {
  for (const Bucket bucket : changed_buckets_) {
    const auto head = heads_.load(bucket);
    CHECK(head.has_value());  // it was loaded when the bucket changed
    put(Column::heads, head_key(bucket), stored(**head));
  }
  if (heads_.office_version() != office_version_) {
    office_version_ = heads_.office_version();
    put(Column::heads, office_key(), version_bytes(office_version_));
  }
}

void Batch::turn_unknown(const base::Error& error) {
  for (Answer& answer : answers_) {
    if (!answer.is_final && std::holds_alternative<Committed>(answer.outcome))
      answer.outcome = Unknown{error};
  }
}

void Batch::turn_not_applied(const base::Error& error) {
  for (Answer& answer : answers_) {
    const auto* committed = std::get_if<Committed>(&answer.outcome);
    if (committed == nullptr || answer.is_final) continue;
    if (committed->replayed) {
      answer.outcome = Unknown{error};
    } else {
      answer.outcome = NotApplied{error};
    }
  }
}

void Batch::answer() {
  for (Answer& answer : answers_) answer.done(std::move(answer.outcome));
  answers_.clear();
}

}  // namespace daicho::store::rocks
