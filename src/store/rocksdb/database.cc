// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/database.h"

#include <rocksdb/listener.h>

#include <atomic>

#include "base/check.h"
#include "store/rocksdb/database_options.h"

namespace daicho::store::rocks {

using base::ErrorCode;

base::Literal public_name(Column column) {
  switch (column) {
    case Column::heads:
      return "heads";
    case Column::records:
      return "records";
    case Column::keyring:
      return "keyring";
    case Column::attachments:
      return "attachments";
    case Column::index:
      return "index";
    case Column::ledger:
      return "ledger";
    case Column::requests:
      return "requests";
  }
  CHECK(false);
}

Column column_of(Space space) {
  switch (space) {
    case Space::keyring:
      return Column::keyring;
    case Space::attachment:
      return Column::attachments;
    case Space::subject:
    case Space::record:
    case Space::due:
    case Space::office:
    case Space::work:
      return Column::records;
  }
  CHECK(false);
}

std::array<Column, column_count> all_columns() {
  return {Column::heads, Column::records, Column::keyring, Column::attachments,
          Column::index, Column::ledger,  Column::requests};
}

base::Error error_of(const ::rocksdb::Status& status) {
  if (status.IsNoSpace())
    return base::Error(ErrorCode::storage_full, "the disk of the store is full; make room");
  if (status.IsCorruption()) {
    return base::Error(ErrorCode::corrupt, "a file of the store is damaged; restore from a backup");
  }
  return base::Error(ErrorCode::unavailable, "the store could not read or write its files; see its LOG file");
}

// Notices when RocksDB stops taking writes.
class Database::StopListener final : public ::rocksdb::EventListener {
 public:
  void OnBackgroundError(::rocksdb::BackgroundErrorReason /*reason*/, ::rocksdb::Status* error) override {
    if (error->severity() >= ::rocksdb::Status::Severity::kHardError) is_stopped = true;
  }
  void OnErrorRecoveryEnd(const ::rocksdb::BackgroundErrorRecoveryInfo& recovery) override {
    if (recovery.new_bg_error.ok()) is_stopped = false;
  }
  std::atomic<bool> is_stopped = false;
};

base::Result<std::unique_ptr<Database>> Database::open(const std::string& path, bool create,
                                                       const RocksdbOptions& options,
                                                       const base::Clock& clock) {
  auto database = std::unique_ptr<Database>(new Database());
  database->stop_listener_ = std::make_shared<StopListener>();
  ::rocksdb::DBOptions database_options = rocks::database_options(options, create);
  database_options.listeners.push_back(database->stop_listener_);
  const ::rocksdb::Status status = ::rocksdb::DB::Open(
      database_options, path, column_descriptors(options, clock), &database->handles_, &database->db_);
  if (status.ok()) return database;
  // A store that was made has its files: what is missing or does not fit is damage.
  if (!create && (status.IsPathNotFound() || status.IsNotFound() || status.IsInvalidArgument())) {
    return base::fail(ErrorCode::corrupt,
                      "files of the store are missing or do not fit; restore from a backup");
  }
  return base::fail(error_of(status));
}

Database::~Database() {
  if (db_ == nullptr) return;
  for (::rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  db_->Close();
  delete db_;
}

base::Result<std::optional<::rocksdb::PinnableSlice>> Database::get(
    Column column, std::string_view key, const ::rocksdb::Snapshot* snapshot) const {
  ::rocksdb::ReadOptions read;
  read.snapshot = snapshot;
  ::rocksdb::PinnableSlice value;
  const ::rocksdb::Status status = db_->Get(read, handle(column), slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return base::fail(error_of(status));
  return value;
}

std::unique_ptr<::rocksdb::Iterator> Database::range(Column column, std::string_view from,
                                                     const ::rocksdb::Slice& to,
                                                     const ::rocksdb::Snapshot* snapshot) const {
  ::rocksdb::ReadOptions read;
  read.snapshot = snapshot;
  read.iterate_upper_bound = &to;
  std::unique_ptr<::rocksdb::Iterator> rows(db_->NewIterator(read, handle(column)));
  rows->Seek(slice(from));
  return rows;
}

bool Database::is_stopped() const {
  return stop_listener_->is_stopped;
}

}  // namespace daicho::store::rocks
