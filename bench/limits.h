// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bench/measure.h"

// What this machine can do at all, measured beside us.
namespace daicho::bench {

// RocksDB alone: each caller gets one row and puts one of `value_bytes`, synced; the store groups the syncs.
Figure raw_get_and_synced_put(const std::string& folder, unsigned threads, std::size_t value_bytes);
// RocksDB alone: one writer, unsynced batches of rows, as fast as it takes them.
double raw_batched_put_per_second(const std::string& folder, std::size_t value_bytes);
// RocksDB alone: reads of rows that are there.
Figure raw_get(const std::string& folder, unsigned threads, std::size_t value_bytes);
// Appends of 4 KiB, each synced.
Figure append_and_sync(const std::string& folder);
// Bytes per second of SHA-256 over entries of `entry_bytes`, on `threads` threads.
double sha256_bytes_per_second(unsigned threads, std::size_t entry_bytes);

}  // namespace daicho::bench
