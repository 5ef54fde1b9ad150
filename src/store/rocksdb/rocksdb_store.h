// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "store/ledger_hasher.h"
#include "store/store.h"

namespace rocksdb {
class Env;
}

namespace daicho::store {

// Where the embedded store lies, and what it may use.
struct RocksdbOptions {
  std::string folder;
  // Subject buckets of a new store (256 when absent). An existing store must have just as many; absent: as it
  // has.
  std::optional<std::uint32_t> bucket_count;
  // Makes the folder and the store when there is none; else a missing store is `not_found`.
  bool create_if_missing = false;

  // Commits handed in and not yet written; one more is NotApplied{overloaded}.
  std::size_t waiting_commits_max = 4096;
  std::size_t waiting_bytes_max = 64 * 1024 * 1024;

  std::size_t cache_bytes = 256 * 1024 * 1024;         // of read blocks
  std::size_t write_buffer_bytes = 128 * 1024 * 1024;  // of rows not yet in table files, all columns together
  // With less room on the disk, commits are NotApplied{storage_full}: purging and closing need room too.
  std::uint64_t free_bytes_min = 128 * 1024 * 1024;
  // How long request ids are remembered at the least.
  std::chrono::hours request_memory{7 * 24};

  rocksdb::Env* environment = nullptr;  // the file system; tests put a failing one in
};

// Opens the embedded store. `clock` and `hasher` must outlive it. Deleting the store answers all that waits,
// then closes the files.
//
// Errors: `not_found`, `already_in_use` (another process or store has the folder), `corrupt`, `invalid_value`
// (another bucket count, or made by a newer version), `storage_full`, `unavailable`.
//
// When a write fails, its commits are Unknown and the store is stopped until it is opened again: reads go on;
// later commits are NotApplied{unavailable}, but those asked again with a request id of the failed write stay
// Unknown, and outcome_of says `unavailable` for such an id. What a failed sync left on the disk shows only
// then.
base::Result<std::unique_ptr<Store>> open_rocksdb(const RocksdbOptions& options, const base::Clock& clock,
                                                  const LedgerHasher& hasher);

}  // namespace daicho::store
