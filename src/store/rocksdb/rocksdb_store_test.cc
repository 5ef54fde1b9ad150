// SPDX-License-Identifier: Apache-2.0
// Opening the embedded store, and what it does on its own.
#include "store/rocksdb/rocksdb_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "store/contract.h"
#include "store/rocksdb/rocksdb_place.h"

namespace daicho::store {
namespace {

using base::ErrorCode;

constexpr Bucket bucket{3};

class RocksdbStoreTest : public testing::Test {
 protected:
  // Opens the store, and says "open" or the code of the error.
  std::string open() {
    store_.reset();
    auto opened = place_.open();
    if (!opened) return std::string(public_name(opened.error().code()).text());
    store_ = *std::move(opened);
    return "open";
  }
  // Makes a store with one entry, and closes it.
  void make() {
    ASSERT_EQ(open(), "open");
    ASSERT_EQ(word(store_->commit(append_entries(bucket, {"entry"}))), "committed");
    store_.reset();
  }
  std::string path(const std::string& name) const { return place_.options.folder + "/" + name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  std::string read(const std::string& name) const {
    std::stringstream contents;
    contents << std::ifstream(path(name)).rdbuf();
    return contents.str();
  }
  // The files in rows/ whose names start and end so.
  std::vector<std::string> row_files(std::string_view start, std::string_view end) const {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(path("rows"))) {
      const std::string name = file.path().filename().string();
      if (name.starts_with(start) && name.ends_with(end)) names.push_back("rows/" + name);
    }
    return names;
  }

  RocksdbPlace place_;
  std::unique_ptr<Store> store_;
};

TEST_F(RocksdbStoreTest, is_made_only_when_asked_for) {
  place_.options.create_if_missing = false;
  EXPECT_EQ(open(), "not_found");
  place_.options.folder += "/missing";
  EXPECT_EQ(open(), "not_found");
  place_.options.create_if_missing = true;
  EXPECT_EQ(open(), "open");
  place_.options.create_if_missing = false;
  EXPECT_EQ(open(), "open");
  place_.options.folder = place_.options.folder.substr(0, place_.options.folder.rfind('/'));
}

TEST_F(RocksdbStoreTest, has_256_buckets_unless_told_otherwise) {
  place_.options.bucket_count.reset();
  ASSERT_EQ(open(), "open");
  EXPECT_EQ(store_->bucket_count(), 256u);
  EXPECT_EQ(read("FORMAT"), "daicho-store 1\nbuckets 256\n");
}

TEST_F(RocksdbStoreTest, keeps_the_bucket_count_it_was_made_with) {
  make();
  place_.options.bucket_count = 16;
  const auto refused = place_.open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text(),
            "invalid_value: the store was made with another number of buckets (buckets=8, buckets_asked=16)");
  place_.options.bucket_count.reset();
  ASSERT_EQ(open(), "open");
  EXPECT_EQ(store_->bucket_count(), 8u);
}

TEST_F(RocksdbStoreTest, refuses_a_bucket_count_out_of_bounds) {
  for (const std::uint32_t count : {0u, 65'537u}) {
    place_.options.bucket_count = count;
    EXPECT_EQ(open(), "invalid_value") << count;
  }
  place_.options.bucket_count = 65'536;
  EXPECT_EQ(open(), "open");
}

TEST_F(RocksdbStoreTest, is_opened_by_one_at_a_time) {
  ASSERT_EQ(open(), "open");
  const auto second = place_.open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code(), ErrorCode::already_in_use);
  EXPECT_EQ(open(), "open");  // once the first is closed
}

TEST_F(RocksdbStoreTest, refuses_formats_it_does_not_know) {
  make();
  const std::string good = read("FORMAT");
  const struct {
    const char* text;
    const char* answer;
  } cases[] = {
      {"daicho-store 2\nbuckets 8\n", "invalid_value"},
      {"daicho-store 2\nwhatever a newer version writes", "invalid_value"},
      {"daicho-store 0\nbuckets 8\n", "corrupt"},
      {"daicho-store 1\nbuckets 0\n", "corrupt"},
      {"daicho-store 1\nbuckets 8", "corrupt"},
      {"daicho-store 1\nbuckets 8\nmore\n", "corrupt"},
      {"daicho-store 1\nbuckets -8\n", "corrupt"},
      {"daicho-store x\nbuckets 8\n", "corrupt"},
      {"", "corrupt"},
  };
  for (const auto& one : cases) {
    write("FORMAT", one.text);
    EXPECT_EQ(open(), one.answer) << one.text;
  }
  write("FORMAT", good);
  EXPECT_EQ(open(), "open");
}

TEST_F(RocksdbStoreTest, ends_the_making_of_a_store_that_was_interrupted) {
  ASSERT_EQ(open(), "open");
  store_.reset();
  std::filesystem::remove(path("FORMAT"));
  EXPECT_EQ(open(), "open");
}

TEST_F(RocksdbStoreTest, does_not_make_a_new_store_of_one_that_lost_its_format) {
  make();
  std::filesystem::remove(path("FORMAT"));
  EXPECT_EQ(open(), "corrupt");
  place_.options.create_if_missing = false;
  EXPECT_EQ(open(), "not_found");
}

TEST_F(RocksdbStoreTest, does_not_make_new_rows_when_the_rows_are_gone) {
  make();
  std::filesystem::remove_all(path("rows"));
  EXPECT_EQ(open(), "corrupt");
}

TEST_F(RocksdbStoreTest, says_corrupt_when_a_file_is_missing_or_damaged) {
  make();
  ASSERT_EQ(open(), "open");
  ASSERT_TRUE(store_->purge_deleted());  // makes table files
  store_.reset();
  const struct {
    const char* start;
    const char* end;
  } cases[] = {{"CURRENT", ""}, {"MANIFEST", ""}, {"", ".sst"}};
  for (const auto& one : cases) {
    for (const std::string& name : row_files(one.start, one.end)) {
      const std::string good = read(name);
      write(name, std::string(good.size(), 'x'));
      EXPECT_EQ(open(), "corrupt") << name << " damaged";
      std::filesystem::remove(path(name));
      EXPECT_EQ(open(), "corrupt") << name << " missing";
      write(name, good);
    }
  }
  EXPECT_EQ(open(), "open");
}

TEST_F(RocksdbStoreTest, says_corrupt_when_a_damaged_row_is_read) {
  make();
  ASSERT_EQ(open(), "open");
  ASSERT_EQ(word(store_->commit(put_row(bucket, subject_key("row"), std::string(20'000, 'v')))), "committed");
  ASSERT_TRUE(store_->purge_deleted());
  store_.reset();
  for (const std::string& name : row_files("", ".sst")) {
    std::string bytes = read(name);
    const std::size_t at = bytes.find("vvvv");
    if (at == std::string::npos) continue;
    bytes[at] = 'w';
    write(name, bytes);
  }
  ASSERT_EQ(open(), "open");
  const auto row = (*store_->snapshot(bucket))->get(subject_key("row"));
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().code(), ErrorCode::corrupt);
  Commit conditional = append_entries(bucket, {"entry"});
  conditional.preconditions.push_back({subject_key("row"), Precondition::Absent{}});
  EXPECT_EQ(word(store_->commit(conditional)), "corrupt");
  EXPECT_EQ(store_->ledger_head(bucket)->size, 1u);
}

TEST_F(RocksdbStoreTest, forgives_a_torn_end_of_the_log) {
  make();
  for (const std::string& name : row_files("", ".log")) {
    std::ofstream(path(name), std::ios::app) << std::string(100, '\x5a');
  }
  ASSERT_EQ(open(), "open");
  EXPECT_EQ(store_->ledger_head(bucket)->size, 1u);
}

TEST_F(RocksdbStoreTest, remembers_request_ids_for_seven_days_and_then_forgets_them) {
  Commit one = append_entries(bucket, {"entry"});
  one.request = request(1);
  ASSERT_EQ(open(), "open");
  ASSERT_EQ(word(store_->commit(one)), "committed");
  place_.clock.advance(std::chrono::hours(7 * 24));
  ASSERT_TRUE(store_->purge_deleted());
  EXPECT_EQ(word(store_->commit(one)), "replayed");
  place_.clock.advance(std::chrono::microseconds(1));
  ASSERT_TRUE(store_->purge_deleted());
  EXPECT_FALSE(*store_->outcome_of(bucket, request(1)));
  EXPECT_EQ(word(store_->commit(one)), "committed");
}

TEST_F(RocksdbStoreTest, takes_no_commit_when_the_disk_is_nearly_full_and_reads_on) {
  Commit before = append_entries(bucket, {"before"});
  before.request = request(1);
  Commit after = append_entries(bucket, {"after"});
  after.request = request(2);
  ASSERT_EQ(open(), "open");
  ASSERT_EQ(word(store_->commit(before)), "committed");
  place_.options.free_bytes_min = std::uint64_t{1} << 60;
  ASSERT_EQ(open(), "open");
  EXPECT_EQ(word(store_->commit(after)), "storage_full");
  EXPECT_EQ(word(store_->commit(before)), "replayed");
  EXPECT_EQ(store_->ledger_head(bucket)->size, 1u);
  place_.options.free_bytes_min = 0;
  ASSERT_EQ(open(), "open");
  EXPECT_EQ(word(store_->commit(after)), "committed");
  EXPECT_EQ(store_->ledger_head(bucket)->size, 2u);
}

TEST_F(RocksdbStoreTest, its_size_on_disk_is_that_of_all_its_files) {
  ASSERT_EQ(open(), "open");
  const std::uint64_t before = *store_->size_on_disk();
  ASSERT_EQ(word(store_->commit(put_row(bucket, record_key("large"), std::string(1'000'000, 'v')))),
            "committed");
  EXPECT_GE(*store_->size_on_disk(), before + 1'000'000);
}

TEST_F(RocksdbStoreTest, writes_no_value_and_no_key_into_its_log_of_events) {
  ASSERT_EQ(open(), "open");
  ASSERT_EQ(word(store_->commit(put_row(bucket, record_key("canary-key"), "canary-value"))), "committed");
  ASSERT_TRUE(store_->purge_deleted());
  store_.reset();
  ASSERT_FALSE(row_files("LOG", "").empty());
  for (const std::string& name : row_files("LOG", ""))
    EXPECT_EQ(read(name).find("canary"), std::string::npos);
}

}  // namespace
}  // namespace daicho::store
