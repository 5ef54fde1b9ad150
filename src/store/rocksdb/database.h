// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/db.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/rocksdb/rocksdb_store.h"
#include "store/store.h"

namespace daicho::store::rocks {

// The column families: rows that live, grow and die alike. spec/store.md lists their names.
enum class Column : std::uint8_t {
  heads = 0,  // RocksDB's `default`: the heads of the buckets and the office version
  records = 1,
  keyring = 2,
  attachments = 3,
  index = 4,
  ledger = 5,
  requests = 6,
};
inline constexpr std::size_t column_count = 7;
base::Literal public_name(Column column);
Column column_of(Space space);
// All columns, in the order of their numbers.
std::array<Column, column_count> all_columns();

// The Error for a status that is not ok. It never takes the status's text, which may hold a key.
base::Error error_of(const ::rocksdb::Status& status);

// An open RocksDB with its column families and what they need to live. Thread-safe.
class Database {
 public:
  // Opens the rows at `path`; makes them first when `create`. `clock` must outlive the Database.
  static base::Result<std::unique_ptr<Database>> open(const std::string& path, bool create,
                                                      const RocksdbOptions& options,
                                                      const base::Clock& clock);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  ::rocksdb::DB& db() const { return *db_; }
  ::rocksdb::ColumnFamilyHandle* handle(Column column) const {
    return handles_[static_cast<std::size_t>(column)];
  }

  // What the column has for the key, as of `snapshot` (nullptr: now), or nothing.
  base::Result<std::optional<::rocksdb::PinnableSlice>> get(
      Column column, std::string_view key, const ::rocksdb::Snapshot* snapshot = nullptr) const;
  // An iterator over the keys from `from` to before `to`, standing on the first. `to` must outlive it.
  std::unique_ptr<::rocksdb::Iterator> range(Column column, std::string_view from, const ::rocksdb::Slice& to,
                                             const ::rocksdb::Snapshot* snapshot = nullptr) const;

  // Whether RocksDB itself has stopped taking writes, e.g. since a flush failed.
  bool is_stopped() const;

 private:
  class StopListener;
  Database() = default;

  std::shared_ptr<StopListener> stop_listener_;
  ::rocksdb::DB* db_ = nullptr;
  std::vector<::rocksdb::ColumnFamilyHandle*> handles_;
};

inline ::rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
inline std::string_view view(const ::rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace daicho::store::rocks
