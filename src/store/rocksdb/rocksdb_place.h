// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "store/rocksdb/rocksdb_store.h"
#include "store/toy_hasher.h"

namespace daicho::store {

// A clock that stands until a test moves it.
class SetClock final : public base::Clock {
 public:
  base::Instant now() const override { return base::Instant::from_microseconds(microseconds_); }
  void advance(std::chrono::microseconds by) { microseconds_ += by.count(); }

 private:
  std::atomic<std::int64_t> microseconds_ = 1'800'000'000'000'000;
};

// A folder of its own for an embedded store under test, gone afterwards, and all that the store needs.
class RocksdbPlace {
 public:
  RocksdbPlace() {
    std::string folder = testing::TempDir() + "daicho-store-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
    options.folder = folder;
    options.bucket_count = 8;
    options.create_if_missing = true;
    options.cache_bytes = 8 * 1024 * 1024;
    options.free_bytes_min = 0;
  }
  ~RocksdbPlace() { std::filesystem::remove_all(options.folder); }
  RocksdbPlace(const RocksdbPlace&) = delete;
  RocksdbPlace& operator=(const RocksdbPlace&) = delete;

  base::Result<std::unique_ptr<Store>> open() { return open_rocksdb(options, clock, hasher); }

  RocksdbOptions options;
  SetClock clock;
  ToyHasher hasher;
};

}  // namespace daicho::store
