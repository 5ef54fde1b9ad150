// SPDX-License-Identifier: Apache-2.0
#include "ledger/folder_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "ledger/test_ledger.h"
#include "ledger/verify.h"

namespace daicho::ledger {
namespace {

using testing::TestLedger;

std::set<std::string> paths(MemoryFolder& folder) {
  std::set<std::string> out;
  for (const auto& [path, bytes] : folder.files()) out.insert(path);
  return out;
}

bool is_intact(const Folder& folder, const TestLedger& ledger) {
  return verify_folder(folder, ledger.verifier(), {}).is_intact();
}

TEST(FolderWriter, writes_the_layout_of_the_specification) {
  TestLedger ledger({0, 3, 600});
  MemoryFolder folder;
  const auto exported = ledger.export_to(folder).value();
  EXPECT_EQ(exported.entries, 603u);
  EXPECT_EQ(exported.logs, 3u);
  EXPECT_EQ(paths(folder), (std::set<std::string>{
                               "register-checkpoint",
                               "log/0000/checkpoint",
                               "log/0001/checkpoint",
                               "log/0001/tile/0/000.p/3",
                               "log/0001/tile/entries/000.p/3",
                               "log/0002/checkpoint",
                               "log/0002/tile/0/000",
                               "log/0002/tile/0/001",
                               "log/0002/tile/0/002.p/88",
                               "log/0002/tile/1/000.p/2",
                               "log/0002/tile/entries/000",
                               "log/0002/tile/entries/001",
                               "log/0002/tile/entries/002.p/88",
                           }));
}

TEST(FolderWriter, reads_only_the_last_bundle_again) {
  TestLedger ledger({1000, 1000});
  MemoryFolder folder;
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  ledger.grow(1, 50);
  ledger.entries_read = 0;
  const auto exported = ledger.export_to(folder).value();
  EXPECT_EQ(exported.entries, 50u);
  EXPECT_EQ(exported.logs, 1u);
  EXPECT_EQ(ledger.entries_read, 1000 % 256 + 50u);
  EXPECT_TRUE(is_intact(folder, ledger));
}

TEST(FolderWriter, writes_only_a_new_register_checkpoint_when_nothing_was_added) {
  TestLedger ledger({10, 300});
  MemoryFolder folder;
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  auto before = folder.files();
  ledger.now = ledger.now + std::chrono::hours(24);
  ledger.entries_read = 0;
  EXPECT_EQ(ledger.export_to(folder)->logs, 0u);
  EXPECT_EQ(ledger.entries_read, 0u);
  EXPECT_NE(before.at(register_checkpoint_path), folder.files().at(register_checkpoint_path));
  before[register_checkpoint_path] = folder.files().at(register_checkpoint_path);
  EXPECT_EQ(before, folder.files());
}

TEST(FolderWriter, removes_partial_tiles_that_complete_ones_replace) {
  TestLedger ledger({200});
  MemoryFolder folder;
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  ledger.grow(0, 30);
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  EXPECT_TRUE(paths(folder).contains("log/0000/tile/0/000.p/200"))
      << "a reader of the old checkpoint needs it";
  ledger.grow(0, 30);
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  for (const std::string& path : paths(folder))
    EXPECT_FALSE(path.find("000.p/2") != std::string::npos) << path;
  EXPECT_TRUE(is_intact(folder, ledger));
}

RC_GTEST_PROP(FolderWriter, in_steps_writes_what_it_writes_at_once, ()) {
  TestLedger ledger({0, 0});
  MemoryFolder in_steps, at_once;
  const auto steps =
      *rc::gen::container<std::vector<int>>(*rc::gen::inRange<std::size_t>(1, 6), rc::gen::inRange(0, 700));
  for (int step : steps) {
    ledger.grow(0, static_cast<std::size_t>(step));
    ledger.grow(1, static_cast<std::size_t>(step) / 3);
    RC_ASSERT(ledger.export_to(in_steps).has_value());
    RC_ASSERT(is_intact(in_steps, ledger));
  }
  RC_ASSERT(ledger.export_to(at_once).has_value());
  // What is in the one-step folder is in the other; older partial tiles may be there too.
  for (const auto& [path, bytes] : at_once.files()) RC_ASSERT(in_steps.files().at(path) == bytes);
}

TEST(FolderWriter, goes_on_over_tiles_of_three_levels) {
  TestLedger ledger({65'000});
  MemoryFolder in_steps, at_once;
  for (std::size_t step : {0u, 536u, 1u, 4000u}) {
    ledger.grow(0, step);
    ASSERT_TRUE(ledger.export_to(in_steps).has_value());
  }
  ASSERT_TRUE(ledger.export_to(at_once).has_value());
  for (const auto& [path, bytes] : at_once.files()) EXPECT_EQ(in_steps.files()[path], bytes) << path;
  EXPECT_TRUE(is_intact(in_steps, ledger));
}

TEST(FolderWriter, never_shrinks_a_log) {
  TestLedger ledger({300});
  MemoryFolder folder;
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  const auto before = folder.files();
  ledger.logs[0].pop_back();
  EXPECT_EQ(ledger.export_to(folder).error().code(), base::ErrorCode::verification_failed);
  ledger.logs.pop_back();
  EXPECT_EQ(ledger.export_to(folder).error().code(), base::ErrorCode::verification_failed);
  EXPECT_EQ(folder.files(), before);
}

TEST(FolderWriter, signs_nothing_that_contradicts_the_folder) {
  for (std::size_t size : {256u, 300u, 600u}) {
    TestLedger ledger({size});
    MemoryFolder folder;
    ASSERT_TRUE(ledger.export_to(folder).has_value());
    const std::string checkpoint = folder.files().at("log/0000/checkpoint");
    ledger.logs[0][7] = "nothing happened";
    ledger.logs[0][size - 1] = "nor this";
    for (std::size_t more : {0u, 10u}) {
      ledger.grow(0, more);
      EXPECT_EQ(ledger.export_to(folder).error().code(), base::ErrorCode::verification_failed)
          << size << " " << more;
      EXPECT_EQ(folder.files().at("log/0000/checkpoint"), checkpoint);
    }
  }
}

TEST(FolderWriter, refuses_a_folder_that_another_key_signed) {
  TestLedger ledger({10});
  MemoryFolder folder;
  ASSERT_TRUE(ledger.export_to(folder).has_value());
  ledger.key = testing::key_of('x');
  ledger.grow(0, 1);
  EXPECT_EQ(ledger.export_to(folder).error().code(), base::ErrorCode::verification_failed);
}

// Fails from the `fail_at`th change on, as a crash or a full disk would.
class FailingFolder final : public WritableFolder {
 public:
  explicit FailingFolder(MemoryFolder& folder) : folder_(folder) {}
  base::Result<std::string> read(const std::string& path) const override { return folder_.read(path); }
  base::Status write(const std::string& path, std::string_view bytes) override {
    if (changes++ >= fail_at) return base::fail(base::ErrorCode::storage_full, "no room");
    return folder_.write(path, bytes);
  }
  base::Status remove_folder(const std::string& path) override {
    if (changes++ >= fail_at) return base::fail(base::ErrorCode::unavailable, "crashed");
    return folder_.remove_folder(path);
  }
  base::Status sync() override { return {}; }

  std::size_t changes = 0, fail_at = 0;

 private:
  MemoryFolder& folder_;
};

TEST(FolderWriter, leaves_a_good_folder_wherever_it_fails_and_goes_on_from_there) {
  bool finished = false;
  for (std::size_t fail_at = 0; !finished; ++fail_at) {
    TestLedger ledger({100, 255, 300});
    MemoryFolder folder;
    ASSERT_TRUE(ledger.export_to(folder).has_value());
    for (std::size_t log = 0; log < 3; ++log) ledger.grow(log, 300);
    FailingFolder failing(folder);
    failing.fail_at = fail_at;
    finished = ledger.export_to(failing).has_value();
    EXPECT_TRUE(is_intact(folder, ledger)) << fail_at;
    ASSERT_TRUE(ledger.export_to(folder).has_value()) << fail_at;
    EXPECT_TRUE(is_intact(folder, ledger)) << fail_at;
    ASSERT_LT(fail_at, 100u);
  }
}

}  // namespace
}  // namespace daicho::ledger
