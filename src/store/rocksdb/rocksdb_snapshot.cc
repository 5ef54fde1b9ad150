// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/rocksdb_snapshot.h"

#include <algorithm>
#include <utility>

#include "store/rocksdb/row_format.h"

namespace daicho::store::rocks {
namespace {

base::Result<Row> row_of(Key key, std::string_view stored) {
  ASSIGN_OR_RETURN(const std::uint64_t version, version_of_row(stored));
  return Row{std::move(key), std::string(value_of_row(stored)), version};
}

class RocksdbSnapshot final : public Snapshot {
 public:
  RocksdbSnapshot(const Database& database, Bucket bucket, Moment moment)
      : database_(database), bucket_(bucket), moment_(std::move(moment)) {}

  base::Result<std::optional<Row>> get(const Key& key) const override {
    ASSIGN_OR_RETURN(const auto stored, database_.get(column_of(key.space),
                                                      row_key(bucket_, key.space, key.bytes), moment_.get()));
    if (!stored) return std::nullopt;
    return row_of(key, view(*stored));
  }

  base::Result<std::vector<std::optional<Row>>> multiget(const std::vector<Key>& keys) const override {
    std::vector<std::string> names;
    std::vector<::rocksdb::ColumnFamilyHandle*> columns;
    for (const Key& key : keys) {
      names.push_back(row_key(bucket_, key.space, key.bytes));
      columns.push_back(database_.handle(column_of(key.space)));
    }
    const std::vector<::rocksdb::Slice> slices(names.begin(), names.end());
    std::vector<::rocksdb::PinnableSlice> stored(keys.size());
    std::vector<::rocksdb::Status> statuses(keys.size());
    ::rocksdb::ReadOptions read;
    read.snapshot = moment_.get();
    database_.db().MultiGet(read, keys.size(), columns.data(), slices.data(), stored.data(), statuses.data());
    std::vector<std::optional<Row>> rows(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (statuses[i].IsNotFound()) continue;
      if (!statuses[i].ok()) return base::fail(error_of(statuses[i]));
      ASSIGN_OR_RETURN(rows[i], row_of(keys[i], view(stored[i])));
    }
    return rows;
  }

  base::Result<std::vector<Row>> scan(Space space, std::string_view prefix, std::string_view after,
                                      std::size_t limit) const override {
    const std::string last = after_prefix(row_key(bucket_, space, prefix));
    const ::rocksdb::Slice to = slice(last);
    const auto at = database_.range(column_of(space), row_key(bucket_, space, std::max(prefix, after)), to,
                                    moment_.get());
    std::vector<Row> rows;
    for (; at->Valid() && rows.size() < limit; at->Next()) {
      const std::string_view bytes = bytes_of_row_key(view(at->key()));
      if (bytes <= after) continue;
      ASSIGN_OR_RETURN(Row row, row_of(Key{space, std::string(bytes)}, view(at->value())));
      rows.push_back(std::move(row));
    }
    if (!at->status().ok()) return base::fail(error_of(at->status()));
    return rows;
  }

  base::Result<LedgerHead> ledger_head() const override {
    return read_ledger_head(database_, bucket_, moment_.get());
  }

 private:
  const Database& database_;
  const Bucket bucket_;
  const Moment moment_;
};

}  // namespace

Moment this_moment(const Database& database) {
  return {database.db().GetSnapshot(),
          [&db = database.db()](const ::rocksdb::Snapshot* moment) { db.ReleaseSnapshot(moment); }};
}

std::unique_ptr<Snapshot> make_snapshot(const Database& database, Bucket bucket, Moment moment) {
  return std::make_unique<RocksdbSnapshot>(database, bucket, std::move(moment));
}

base::Result<LedgerHead> read_ledger_head(const Database& database, Bucket bucket,
                                          const ::rocksdb::Snapshot* moment) {
  ASSIGN_OR_RETURN(const auto stored, database.get(Column::heads, head_key(bucket), moment));
  if (!stored) return LedgerHead();
  ASSIGN_OR_RETURN(Head head, head_row(view(*stored)));
  return std::move(head.ledger);
}

}  // namespace daicho::store::rocks
