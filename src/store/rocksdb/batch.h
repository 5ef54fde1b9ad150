// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/ledger_hasher.h"
#include "store/rocksdb/database.h"
#include "store/rocksdb/overlay.h"
#include "store/rocksdb/row_format.h"
#include "store/store.h"

namespace daicho::store::rocks {

using Done = std::function<void(CommitOutcome)>;

// One commit on its way: what is asked, and who waits for the answer.
struct Ticket {
  Commit commit;
  Done done;
  std::size_t size_bytes = 0;
};

// The first sequence of the request's commit in the database, or nothing.
base::Result<std::optional<std::uint64_t>> read_first_sequence(const Database& database, Bucket bucket,
                                                               const base::RequestId& request);

// What the commits so far, written or not, have made of heads and office version. It is ahead of the database
// by the batches under way. Not thread-safe: it belongs to whoever prepares.
class Heads {
 public:
  // `office_version` is the one in the database.
  Heads(const Database& database, std::uint32_t bucket_count, std::uint64_t office_version)
      : database_(database), heads_(bucket_count + 1), office_version_(office_version) {}

  // The head of the bucket; read from the database the first time. The pointer stays valid.
  base::Result<Head*> load(Bucket bucket);
  std::uint64_t office_version() const { return office_version_; }
  void advance_office() { ++office_version_; }

 private:
  const Database& database_;
  std::vector<std::optional<Head>> heads_;
  std::uint64_t office_version_;
};

// The commits that go into one durable write: judged one after the other, each on the ground of those before.
class Batch {
 public:
  // All must outlive the batch.
  Batch(const Database& database, Heads& heads, const LedgerHasher& hasher);

  // Judges the commit and takes it in, or not. `under_way`: what the batch being written changes, or nullptr.
  void add(Ticket ticket, base::Instant now, const Overlay* under_way);
  // Takes the commit in to be answered `outcome`, whatever becomes of the batch.
  void refuse(Ticket ticket, CommitOutcome outcome);
  // Adds the heads that the commits changed. The last step before writing.
  void finish();

  ::rocksdb::WriteBatch& writes() { return writes_; }
  std::shared_ptr<const Overlay> overlay() const { return overlay_; }
  std::size_t commit_count() const { return answers_.size(); }
  // Of all tickets added, also of those that were not taken in.
  std::size_t size_bytes() const { return size_bytes_; }
  // The office version after this batch.
  std::uint64_t office_version() const { return office_version_; }

  // Makes every Committed that is not final Unknown: the write failed, and nobody knows what is on the disk.
  void turn_unknown(const base::Error& error);
  // Makes every Committed that is not final NotApplied, for the batch was never written; but a replay, whose
  // first commit may be in a write that failed, Unknown.
  void turn_not_applied(const base::Error& error);
  // Calls every `done`. Once.
  void answer();

 private:
  struct Answer {
    Done done;
    CommitOutcome outcome;
    bool is_final;
  };
  // Rows that a range covers: few by name, many by their bounds.
  struct RangeDelete {
    Column column = Column::records;
    std::string from;
    std::string to;
    std::vector<std::string> rows;  // when `by_name`
    bool by_name = true;
  };
  class BatchGround;

  CommitOutcome judge_and_apply(const Commit& commit, base::Instant now, const Overlay* under_way);
  base::Result<RangeDelete> plan_range(Bucket bucket, const Commit::Range& range,
                                       const Overlay* under_way) const;
  void apply_rows(const Commit& commit, const std::vector<RangeDelete>& ranges, std::uint64_t version);
  void apply_index(const Commit& commit);
  void apply_ledger(const Commit& commit, LedgerHead& ledger);
  void put(Column column, std::string_view key, std::string_view value);

  const Database& database_;
  Heads& heads_;
  const LedgerHasher& hasher_;
  ::rocksdb::WriteBatch writes_;
  std::shared_ptr<Overlay> overlay_;
  std::set<Bucket> changed_buckets_;
  std::vector<Answer> answers_;
  std::size_t size_bytes_ = 0;
  std::uint64_t office_version_;
};

}  // namespace daicho::store::rocks
