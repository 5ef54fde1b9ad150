// SPDX-License-Identifier: Apache-2.0
// That deleted bytes are in no file: every byte of every file is looked through.
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "store/contract.h"
#include "store/rocksdb/rocksdb_place.h"

namespace daicho::store {
namespace {

constexpr Bucket bucket{3};
constexpr std::array spaces = {Space::subject, Space::record,     Space::keyring,
                               Space::due,     Space::attachment, Space::work};

class Purge : public testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() {
    store_.reset();
    auto opened = place_.open();
    ASSERT_TRUE(opened);
    store_ = *std::move(opened);
  }
  void commit(const Commit& commit) { ASSERT_EQ(word(store_->commit(commit)), "committed"); }
  // One row in every space, whose value is the canary and much more.
  void put_everywhere(const std::string& name, const std::string& canary) {
    Commit all = in_bucket(bucket);
    for (const Space space : spaces) all.puts.push_back({{space, name}, canary + std::string(3000, '.')});
    commit(all);
  }
  void delete_everywhere(const std::string& name) {
    Commit all = in_bucket(bucket);
    for (const Space space : spaces) all.deletes.push_back({space, name});
    commit(all);
  }
  // How many files of the store have the canary in them.
  std::size_t files_with(const std::string& canary) const {
    std::size_t count = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(place_.options.folder)) {
      if (!file.is_regular_file()) continue;
      std::stringstream bytes;
      bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
      if (bytes.str().find(canary) != std::string::npos) ++count;
    }
    return count;
  }
  void purge() { ASSERT_TRUE(store_->purge_deleted()); }

  RocksdbPlace place_;
  std::unique_ptr<Store> store_;
};

TEST_F(Purge, removes_deleted_rows_that_were_only_in_the_log) {
  put_everywhere("a", "canary-1");
  delete_everywhere("a");
  EXPECT_EQ(files_with("canary-1"), 1u);
  purge();
  EXPECT_EQ(files_with("canary-1"), 0u);
}

TEST_F(Purge, removes_deleted_rows_that_had_reached_the_table_files) {
  put_everywhere("a", "canary-2");
  put_everywhere("b", "kept");
  purge();
  EXPECT_EQ(files_with("canary-2"), 3u) << "records, keyring and attachments";
  delete_everywhere("a");
  purge();
  EXPECT_EQ(files_with("canary-2"), 0u);
  EXPECT_EQ(files_with("kept"), 3u);
}

TEST_F(Purge, removes_old_values_of_rows_that_were_overwritten) {
  put_everywhere("a", "canary-3");
  purge();
  put_everywhere("a", "new value");
  EXPECT_GT(files_with("canary-3"), 0u);
  purge();
  EXPECT_EQ(files_with("canary-3"), 0u);
  EXPECT_GT(files_with("new value"), 0u);
}

TEST_F(Purge, removes_small_and_large_ranges) {
  for (const int count : {10, 600}) {
    Commit rows = in_bucket(bucket);
    for (int i = 0; i < count; ++i)
      rows.puts.push_back({{Space::keyring, "k" + std::to_string(i)}, "canary-4"});
    commit(rows);
    purge();
    EXPECT_GT(files_with("canary-4"), 0u);
    Commit ranged = in_bucket(bucket);
    ranged.delete_ranges.push_back({Space::keyring, "k"});
    commit(ranged);
    purge();
    EXPECT_EQ(files_with("canary-4"), 0u) << count;
  }
}

TEST_F(Purge, removes_rows_in_many_layers_of_table_files) {
  for (int layer = 0; layer < 6; ++layer) {
    for (int i = 0; i < 20; ++i) put_everywhere(std::to_string(i), "canary-5-" + std::to_string(layer));
    if (layer % 2 == 0) open();  // leaves a table file on the first level
    if (layer == 2) purge();     // and some on the last
  }
  for (int i = 0; i < 20; ++i) delete_everywhere(std::to_string(i));
  open();
  EXPECT_EQ(files_with("canary-5-2"), 3u) << "under the deletes of a younger table file";
  purge();
  EXPECT_EQ(files_with("canary-5-"), 0u);
}

TEST_F(Purge, removes_large_values_over_several_files) {
  for (int i = 0; i < 8; ++i) {
    commit(put_row(bucket, {Space::attachment, std::to_string(i)},
                   "canary-6" + std::string(4'000'000, '.') + "canary-6"));
  }
  purge();
  Commit ranged = in_bucket(bucket);
  ranged.delete_ranges.push_back({Space::attachment, ""});
  commit(ranged);
  purge();
  EXPECT_EQ(files_with("canary-6"), 0u);
  EXPECT_LT(*store_->size_on_disk(), 1'000'000u);
}

TEST_F(Purge, removes_rows_of_a_store_that_was_closed_in_between) {
  put_everywhere("a", "canary-7");
  open();
  delete_everywhere("a");
  open();
  purge();
  EXPECT_EQ(files_with("canary-7"), 0u);
}

TEST_F(Purge, removes_deleted_index_entries_and_the_next_start_their_last_traces_as_bounds_of_files) {
  Commit entry = in_bucket(bucket);
  entry.index_puts.push_back({IndexKind{1}, digest(1), "canary-8"});
  entry.index_puts.push_back({IndexKind{1}, digest(0), "first"});
  entry.index_puts.push_back({IndexKind{1}, digest(2), "last"});
  commit(entry);
  purge();
  EXPECT_GT(files_with("canary-8"), 0u);
  Commit gone = in_bucket(bucket);
  gone.index_deletes.push_back({IndexKind{1}, digest(1), "canary-8"});
  commit(gone);
  purge();
  EXPECT_LE(files_with("canary-8"), 1u) << "MANIFEST may name it as the bound of a file that is gone";
  open();
  EXPECT_EQ(files_with("canary-8"), 0u);
}

TEST_F(Purge, waits_for_a_reader_that_still_sees_what_was_deleted) {
  put_everywhere("a", "canary-9");
  auto reader = *store_->snapshot(bucket);
  delete_everywhere("a");
  std::atomic<bool> is_purged = false;
  std::thread purging([&] {
    EXPECT_TRUE(store_->purge_deleted());
    is_purged = true;
  });
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(reader->get({Space::keyring, "a"})->has_value());
    EXPECT_FALSE(is_purged);
  }
  reader.reset();
  purging.join();
  EXPECT_EQ(files_with("canary-9"), 0u);
}

TEST_F(Purge, removes_deleted_rows_beside_commits_and_readers) {
  std::atomic<bool> is_over = false;
  std::thread writer([&] {
    for (int i = 0; !is_over; ++i) {
      Commit busy = append_entries(Bucket{5}, {"entry"});
      busy.puts.push_back({subject_key(std::to_string(i % 50)), std::string(2000, 'b')});
      busy.delete_ranges.push_back({Space::subject, std::to_string(i % 7)});
      store_->commit(busy);
    }
  });
  std::thread reader([&] {
    while (!is_over) (void)(*store_->snapshot(Bucket{5}))->scan(Space::subject, "", "", 100);
  });
  for (int round = 0; round < 3; ++round) {
    const std::string canary = "canary-10-" + std::to_string(round);
    put_everywhere("a", canary);
    delete_everywhere("a");
    purge();
    EXPECT_EQ(files_with(canary), 0u);
  }
  is_over = true;
  writer.join();
  reader.join();
}

TEST_F(Purge, keeps_the_ledger_and_what_is_not_deleted) {
  Commit entries = append_entries(bucket, {"entry"});
  entries.request = request(1);
  commit(entries);
  put_everywhere("a", "kept");
  purge();
  purge();
  EXPECT_EQ(store_->ledger_read(bucket, 0, 10)->size(), 1u);
  EXPECT_TRUE(store_->outcome_of(bucket, request(1))->has_value());
  for (const Space space : spaces) EXPECT_TRUE((*store_->snapshot(bucket))->get({space, "a"})->has_value());
}

}  // namespace
}  // namespace daicho::store
