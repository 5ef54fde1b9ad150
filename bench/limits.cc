// SPDX-License-Identifier: Apache-2.0
#include "bench/limits.h"

#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <stdexcept>

#include "base/encoding.h"
#include "crypto/hash.h"

namespace daicho::bench {
namespace {

constexpr std::chrono::milliseconds duration{3000};
constexpr std::uint64_t rows = 100'000;

std::unique_ptr<rocksdb::DB> open_raw(const std::string& folder) {
  std::filesystem::remove_all(folder);
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  rocksdb::DB* db = nullptr;
  if (!rocksdb::DB::Open(options, folder, &db).ok())
    throw std::runtime_error("RocksDB does not open in the bench folder");
  return std::unique_ptr<rocksdb::DB>(db);
}

std::string key_of(std::uint64_t number) {
  std::string key;
  base::append_be64(key, number * 0x9e3779b97f4a7c15u);
  return key;
}

void fill(rocksdb::DB& db, std::size_t value_bytes) {
  const std::string value(value_bytes, 'v');
  for (std::uint64_t i = 0; i < rows; ++i) db.Put(rocksdb::WriteOptions(), key_of(i), value);
}

}  // namespace

Figure raw_get_and_synced_put(const std::string& folder, unsigned threads, std::size_t value_bytes) {
  const auto db = open_raw(folder);
  fill(*db, value_bytes);
  const std::string value(value_bytes, 'w');
  rocksdb::WriteOptions synced;
  synced.sync = true;
  return measure(threads, duration, [&](unsigned thread, std::uint64_t i) {
    std::string read;
    db->Get(rocksdb::ReadOptions(), key_of((i * 7919 + thread) % rows), &read);
    db->Put(synced, key_of(rows + i * threads + thread), value);
  });
}

double raw_batched_put_per_second(const std::string& folder, std::size_t value_bytes) {
  const auto db = open_raw(folder);
  const std::string value(value_bytes, 'w');
  constexpr std::uint64_t batch_rows = 256, batches = 800;
  const double seconds = seconds_of([&] {
    for (std::uint64_t batch = 0; batch < batches; ++batch) {
      rocksdb::WriteBatch writes;
      for (std::uint64_t i = 0; i < batch_rows; ++i) writes.Put(key_of(batch * batch_rows + i), value);
      rocksdb::WriteOptions synced;
      synced.sync = true;
      db->Write(synced, &writes);
    }
  });
  return batch_rows * batches / seconds;
}

Figure raw_get(const std::string& folder, unsigned threads, std::size_t value_bytes) {
  const auto db = open_raw(folder);
  fill(*db, value_bytes);
  return measure(threads, duration, [&](unsigned thread, std::uint64_t i) {
    std::string read;
    db->Get(rocksdb::ReadOptions(), key_of((i * 7919 + thread) % rows), &read);
  });
}

Figure append_and_sync(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/append";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
  if (file < 0) throw std::runtime_error("the bench folder cannot be written");
  const std::string block(4096, 'a');
  const Figure figure = measure(1, duration, [&](unsigned, std::uint64_t) {
    if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size()))
      throw std::runtime_error("write failed");
    ::fdatasync(file);
  });
  ::close(file);
  return figure;
}

double sha256_bytes_per_second(unsigned threads, std::size_t entry_bytes) {
  const std::string entry(entry_bytes, 'e');
  const Figure figure = measure(threads, duration, [&](unsigned, std::uint64_t) {
    for (int i = 0; i < 1000; ++i) crypto::sha256(entry);
  });
  return figure.per_second * 1000 * static_cast<double>(entry_bytes);
}

}  // namespace daicho::bench
