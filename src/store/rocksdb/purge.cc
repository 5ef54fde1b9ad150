// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/purge.h"

#include <rocksdb/metadata.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <set>
#include <thread>

namespace daicho::store::rocks {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::chrono::seconds wait_max{60};
constexpr std::chrono::milliseconds wait_step{5};

// The columns whose rows are ever deleted. The keys first: without them all else is noise.
constexpr std::array purged_columns = {Column::keyring, Column::records, Column::index, Column::attachments,
                                       Column::requests};

base::Status status_of(const ::rocksdb::Status& status) {
  if (!status.ok()) return fail(error_of(status));
  return {};
}

// Whether `condition` became true in time.
bool wait_until(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + wait_max;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(wait_step);
  }
  return true;
}

// Waits until no snapshot shows what was deleted before now.
base::Status wait_for_snapshots(::rocksdb::DB& db) {
  const std::uint64_t now = db.GetLatestSequenceNumber();
  const bool are_gone = wait_until([&] {
    std::uint64_t oldest = 0;  // 0 when there is none
    db.GetIntProperty(::rocksdb::DB::Properties::kOldestSnapshotSequence, &oldest);
    return oldest == 0 || oldest >= now;
  });
  if (are_gone) return {};
  return fail(ErrorCode::unavailable, "a reader still holds what was deleted; purge again when it has ended");
}

// Moves all rows from memory and log into table files, and so retires the logs written so far.
base::Status flush_all(const Database& database) {
  std::vector<::rocksdb::ColumnFamilyHandle*> handles;
  for (const Column column : all_columns()) handles.push_back(database.handle(column));
  return status_of(database.db().Flush(::rocksdb::FlushOptions(), handles));
}

// Writes every table file of the column anew, without what was deleted.
base::Status rewrite(const Database& database, Column column) {
  ::rocksdb::CompactRangeOptions all;
  all.exclusive_manual_compaction = false;
  all.bottommost_level_compaction = ::rocksdb::BottommostLevelCompaction::kForce;
  return status_of(database.db().CompactRange(all, database.handle(column), nullptr, nullptr));
}

// The names of the files in `rows_path` that end like this and have bytes.
std::set<std::string> files_named(const std::string& rows_path, std::string_view ending) {
  std::set<std::string> names;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(rows_path, error)) {
    const std::string name = file.path().filename().string();
    if (name.ends_with(ending) && file.file_size(error) > 0) names.insert(name);
  }
  return names;
}

// The table files of the columns whose rows are never deleted.
std::set<std::string> tables_to_keep(const Database& database) {
  std::set<std::string> names;
  for (const Column column : {Column::heads, Column::ledger}) {
    ::rocksdb::ColumnFamilyMetaData tables;
    database.db().GetColumnFamilyMetaData(database.handle(column), &tables);
    for (const auto& level : tables.levels) {
      for (const auto& file : level.files) names.insert(file.relative_filename);
    }
  }
  return names;
}

// Whether none of the files is left but those to keep. One that was being written when `files` was listed is
// known as one to keep only later, so that is asked last.
bool are_gone(const Database& database, const std::string& rows_path, std::set<std::string>& files) {
  std::erase_if(files,
                [&](const std::string& name) { return !std::filesystem::exists(rows_path + "/" + name); });
  if (files.empty()) return true;
  const std::set<std::string> kept = tables_to_keep(database);
  std::erase_if(files, [&](const std::string& name) { return kept.contains(name); });
  return files.empty();
}

}  // namespace

base::Status purge(const Database& database, const std::string& rows_path) {
  ::rocksdb::DB& db = database.db();
  RETURN_IF_ERROR(wait_for_snapshots(db));
  std::set<std::string> files = files_named(rows_path, ".log");
  RETURN_IF_ERROR(flush_all(database));
  files.merge(files_named(rows_path, ".sst"));
  for (const Column column : purged_columns) RETURN_IF_ERROR(rewrite(database, column));
  // RocksDB removes retired files when it next gets round to it; turning removal off and on makes it now.
  RETURN_IF_ERROR(status_of(db.DisableFileDeletions()));
  RETURN_IF_ERROR(status_of(db.EnableFileDeletions(/*force=*/false)));
  if (wait_until([&] { return are_gone(database, rows_path, files); })) return {};
  return fail(ErrorCode::unavailable,
              "a reader still uses files with deleted values; purge again when it has ended");
}

}  // namespace daicho::store::rocks
