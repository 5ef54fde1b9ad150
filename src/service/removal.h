// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
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
  std::uint64_t uploads_dropped = 0;  // files that never became whole
  std::uint64_t persons_removed = 0;  // no row is left of them
  std::uint64_t purges = 0;           // 1 when bytes were purged from the store's files
  std::uint64_t persons_waiting = 0;  // for the purge, as far as was looked
  std::uint64_t persons_certified = 0;
  std::uint64_t persons_not_clean = 0;  // a search found rows: they are removed again; tell the operator
  bool more = false;                    // there is more to do at once
};

// By when the bytes of what was erased are gone from every file: the server lets no more time pass than this.
inline constexpr std::chrono::hours bytes_gone_within{24};

// Removes what erasure has made unreadable: rows, index entries, files, and at last their bytes; then
// searches and certifies. The server runs it in the background. It reads in the store what there is to do, so
// it may be killed anywhere and run again, and never does a thing twice. One thread at a time.
class Removal {
 public:
  // `purge_wait`: for how long bytes may wait for others, for a purge goes through the whole store.
  // `reg` must outlive the Removal.
  explicit Removal(const Register& reg, std::chrono::seconds purge_wait = {})
      : reg_(reg), purge_wait_(purge_wait) {}

  // Removes up to about `limit` rows; when none is left to remove and bytes have waited long enough, purges
  // and certifies. Blocks while it writes. Errors are the store's; what was done until then stays done.
  base::Result<RemovalProgress> step(std::size_t limit);

 private:
  // A person whose rows are gone and whose certificate waits for the purge.
  struct Removed {
    store::Bucket bucket;
    base::SubjectId subject;
  };
  // A bucket that asked for a purge.
  struct Asked {
    store::Bucket bucket;
    PurgeRequest request;
    std::uint64_t version;
  };
  // Whose bytes wait for the purge, and since when.
  struct Waiting {
    std::vector<Removed> persons;
    std::vector<Asked> buckets;
    std::optional<base::Instant> since;
    void note(base::Instant at) { since = since ? std::min(*since, at) : at; }
  };

  base::Status remove_in(store::Bucket bucket, std::size_t limit, Waiting& waiting,
                         RemovalProgress& progress) const;
  base::Result<Erasure> remove_some(store::Bucket bucket, const base::SubjectId& subject, std::size_t limit,
                                    RemovalProgress& progress) const;
  base::Status drop_uploads(store::Bucket bucket, std::size_t limit, RemovalProgress& progress) const;
  base::Status purge(const Waiting& waiting, RemovalProgress& progress) const;
  base::Status note_purge(const Asked& asked, base::Instant began, base::Instant ended) const;
  base::Status certify(store::Bucket bucket, const std::vector<base::SubjectId>& persons,
                       base::Instant purged, RemovalProgress& progress) const;

  const Register& reg_;
  const std::chrono::seconds purge_wait_;
};

// How many rows of a bucket tell of each of these erased persons, beside the tombstone and the erasure
// itself. It looks in every space for itself, the days on which anything is due included.
base::Result<std::vector<std::uint64_t>> rows_found(const store::Snapshot& snapshot,
                                                    const std::vector<base::SubjectId>& persons);

}  // namespace daicho::service
