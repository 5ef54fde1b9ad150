// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "service/erasure.h"
#include "service/register.h"
#include "store/store.h"

namespace daicho::service {

// What one step of the removal did.
struct RemovalProgress {
  std::uint64_t rows_removed = 0;
  std::uint64_t uploads_dropped = 0;   // files that never became whole
  std::uint64_t persons_removed = 0;   // no row is left of them
  std::uint64_t purges = 0;            // 1 when bytes were purged from the store's files
  std::uint64_t persons_certified = 0;
  std::uint64_t persons_not_clean = 0;  // a search found rows: they are removed again; tell the operator
  bool more = false;                    // there is more to do at once
};

// By when the bytes of what was erased are gone from every file: the server lets no more time pass than this.
inline constexpr std::chrono::hours bytes_gone_within{24};

// Removes what erasure has made unreadable: rows, index entries, files, and at last their bytes; then searches and
// certifies. The server runs it in the background. It reads in the store what there is to do, so it may be
// killed anywhere and run again, and never does a thing twice. One thread at a time.
class Removal {
 public:
  // `purge_wait`: for how long bytes may wait for others, for a purge goes through the whole store.
  // `reg` must outlive the Removal.
  explicit Removal(const Register& reg, std::chrono::seconds purge_wait = {}) : reg_(reg), purge_wait_(purge_wait) {}

  // Removes up to about `limit` rows; when none is left to remove and bytes have waited long enough, purges and
  // certifies. Blocks while it writes. Errors are the store's; what was done until then stays done.
  base::Result<RemovalProgress> step(std::size_t limit);

 private:
  // A person whose rows are gone and whose certificate waits for the purge.
  struct Removed {
    store::Bucket bucket;
    base::SubjectId subject;
  };
  // What waits for the bytes to go.
  struct Waiting {
    std::vector<Removed> persons;
    std::vector<store::Bucket> buckets;     // that asked for a purge
    std::optional<base::Instant> since;     // the first of them
  };

  base::Status remove_in(store::Bucket bucket, std::size_t limit, Waiting& waiting, RemovalProgress& progress);
  base::Status remove_some(store::Bucket bucket, const base::SubjectId& subject, std::size_t limit,
                           RemovalProgress& progress);
  base::Status drop_uploads(store::Bucket bucket, std::size_t limit, RemovalProgress& progress);
  base::Status purge(const Waiting& waiting, RemovalProgress& progress);
  base::Status certify(store::Bucket bucket, const std::vector<base::SubjectId>& persons, base::Instant purged,
                       RemovalProgress& progress);
  base::Status note_purge(store::Bucket bucket, base::Instant began);

  const Register& reg_;
  const std::chrono::seconds purge_wait_;
};

// How many rows of the store still tell of an erased person: anything but the tombstone and the erasure itself.
// Reads, in this bucket, all that could. `keys` beside the person are the days on which records are due.
base::Result<std::vector<std::uint64_t>> rows_found(const store::Snapshot& snapshot,
                                                    const std::vector<base::SubjectId>& persons);

}  // namespace daicho::service
