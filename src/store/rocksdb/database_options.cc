// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/database_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/compaction_filter.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include "store/rocksdb/database.h"
#include "store/rocksdb/row_format.h"

namespace daicho::store::rocks {
namespace {

constexpr std::uint64_t wal_bytes_max = 256 * 1024 * 1024;
constexpr std::uint64_t manifest_bytes_max = 1024 * 1024;
constexpr std::uint64_t forget_period_seconds = 24 * 60 * 60;
constexpr double memtable_filter_share = 0.02;  // of the write buffer

// Drops request ids that were remembered long enough, while compaction passes by.
class ForgetsRequests final : public ::rocksdb::CompactionFilter {
 public:
  explicit ForgetsRequests(base::Instant horizon) : horizon_(horizon) {}
  const char* Name() const override { return "daicho.forgets_requests"; }
  bool Filter(int /*level*/, const ::rocksdb::Slice& /*key*/, const ::rocksdb::Slice& existing_value,
              std::string* /*new_value*/, bool* /*value_changed*/) const override {
    const auto row = request_row(view(existing_value));
    return row && row->at < horizon_;
  }

 private:
  const base::Instant horizon_;
};

// Makes a ForgetsRequests for each compaction, with the horizon of its moment.
class ForgetsRequestsFactory final : public ::rocksdb::CompactionFilterFactory {
 public:
  ForgetsRequestsFactory(const base::Clock& clock, std::chrono::hours request_memory)
      : clock_(clock), request_memory_(request_memory) {}
  const char* Name() const override { return "daicho.forgets_requests_factory"; }
  std::unique_ptr<::rocksdb::CompactionFilter> CreateCompactionFilter(
      const ::rocksdb::CompactionFilter::Context& /*context*/) override {
    return std::make_unique<ForgetsRequests>(clock_.now() + -std::chrono::microseconds(request_memory_));
  }

 private:
  const base::Clock& clock_;
  const std::chrono::hours request_memory_;
};

::rocksdb::BlockBasedTableOptions table_options(const std::shared_ptr<::rocksdb::Cache>& cache) {
  ::rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(::rocksdb::NewBloomFilterPolicy(10));
  table.cache_index_and_filter_blocks = true;  // so that cache_bytes is all that reading takes
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;
  return table;
}

::rocksdb::ColumnFamilyOptions column_options(Column column, const std::shared_ptr<::rocksdb::Cache>& cache,
                                              const RocksdbOptions& options, const base::Clock& clock) {
  ::rocksdb::ColumnFamilyOptions out;
  out.compression = ::rocksdb::kNoCompression;  // ciphertext and digests do not shrink
  out.write_buffer_size = options.write_buffer_bytes / 2;
  out.level_compaction_dynamic_level_bytes = true;
  out.memtable_whole_key_filtering = true;
  out.memtable_prefix_bloom_size_ratio = memtable_filter_share;
  ::rocksdb::BlockBasedTableOptions table = table_options(cache);
  switch (column) {
    case Column::heads:  // the same few keys again and again
      out.memtable_insert_with_hint_prefix_extractor.reset(
          ::rocksdb::NewFixedPrefixTransform(head_key_bytes));
      break;
    case Column::records:
    case Column::keyring:
      break;
    case Column::attachments:
      table.block_size = 64 * 1024;
      break;
    case Column::index:  // looked up by digest, mostly in vain
      out.prefix_extractor.reset(::rocksdb::NewFixedPrefixTransform(index_prefix_bytes));
      out.memtable_whole_key_filtering = false;
      table.whole_key_filtering = false;
      break;
    case Column::ledger:  // written at the end of each bucket, read in runs
      out.memtable_insert_with_hint_prefix_extractor.reset(::rocksdb::NewFixedPrefixTransform(bucket_bytes));
      out.compression = ::rocksdb::kLZ4Compression;
      out.memtable_prefix_bloom_size_ratio = 0;
      table.block_size = 32 * 1024;
      table.filter_policy.reset();
      break;
    case Column::requests:  // looked up with every commit, mostly in vain
      out.compaction_filter_factory = std::make_shared<ForgetsRequestsFactory>(clock, options.request_memory);
      out.periodic_compaction_seconds = forget_period_seconds;
      break;
  }
  out.table_factory.reset(::rocksdb::NewBlockBasedTableFactory(table));
  return out;
}

}  // namespace

::rocksdb::DBOptions database_options(const RocksdbOptions& options, bool create) {
  ::rocksdb::DBOptions out;
  if (options.environment != nullptr) out.env = options.environment;
  out.create_if_missing = create;
  out.create_missing_column_families = create;
  out.db_write_buffer_size = options.write_buffer_bytes;
  out.max_total_wal_size = wal_bytes_max;
  out.max_manifest_file_size = manifest_bytes_max;
  out.max_background_jobs = 2;
  out.bytes_per_sync = 1024 * 1024;
  // One thread writes at a time, so RocksDB need not arrange writers among themselves.
  out.allow_concurrent_memtable_write = false;
  out.enable_write_thread_adaptive_yield = false;
  // A torn end of the log was never answered. That no closed log is missing, the manifest knows.
  out.wal_recovery_mode = ::rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  out.track_and_verify_wals_in_manifest = true;
  out.info_log_level = ::rocksdb::InfoLogLevel::WARN_LEVEL;
  out.max_log_file_size = 1024 * 1024;
  out.keep_log_file_num = 4;
  out.stats_dump_period_sec = 0;
  out.stats_persist_period_sec = 0;
  return out;
}

std::vector<::rocksdb::ColumnFamilyDescriptor> column_descriptors(const RocksdbOptions& options,
                                                                  const base::Clock& clock) {
  const std::shared_ptr<::rocksdb::Cache> cache = ::rocksdb::NewLRUCache(options.cache_bytes);
  std::vector<::rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const Column column : all_columns()) {
    const std::string name = column == Column::heads ? ::rocksdb::kDefaultColumnFamilyName
                                                     : std::string(public_name(column).text());
    descriptors.emplace_back(name, column_options(column, cache, options, clock));
  }
  return descriptors;
}

}  // namespace daicho::store::rocks
