// SPDX-License-Identifier: Apache-2.0
#include "ledger/folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

namespace daicho::ledger {
namespace {

namespace fs = std::filesystem;

// Each kind of folder, made new for every test.
class AnyFolder : public ::testing::TestWithParam<bool> {
 protected:
  AnyFolder() {
    if (!GetParam()) {
      folder_ = std::make_unique<MemoryFolder>();
      return;
    }
    std::string name = (fs::temp_directory_path() / "daicho-folder-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    folder_ = std::make_unique<FileFolder>(root_.string());
  }
  ~AnyFolder() override {
    if (!root_.empty()) fs::remove_all(root_);
  }

  fs::path root_;
  std::unique_ptr<WritableFolder> folder_;
};

TEST_P(AnyFolder, reads_what_was_written_last) {
  ASSERT_TRUE(folder_->write("log/0000/checkpoint", "old").has_value());
  ASSERT_TRUE(folder_->write("log/0000/checkpoint", std::string("new\0er", 6)).has_value());
  ASSERT_TRUE(folder_->sync().has_value());
  EXPECT_EQ(folder_->read("log/0000/checkpoint").value(), std::string("new\0er", 6));
}

TEST_P(AnyFolder, says_what_is_missing) {
  EXPECT_EQ(folder_->read("nothing").error().code(), base::ErrorCode::not_found);
  ASSERT_TRUE(folder_->write("file", "x").has_value());
  EXPECT_EQ(folder_->read("file/below").error().code(), base::ErrorCode::not_found);
}

TEST_P(AnyFolder, removes_a_folder_with_what_is_in_it_and_no_other) {
  for (const char* path : {"tile/0/000.p/1", "tile/0/000.p/2", "tile/0/000"}) {
    ASSERT_TRUE(folder_->write(path, "x").has_value());
  }
  EXPECT_TRUE(folder_->remove_folder("tile/0/000.p").has_value());
  EXPECT_TRUE(folder_->remove_folder("tile/0/001.p").has_value());
  EXPECT_FALSE(folder_->read("tile/0/000.p/1").has_value());
  EXPECT_FALSE(folder_->read("tile/0/000.p/2").has_value());
  EXPECT_TRUE(folder_->read("tile/0/000").has_value());
}

TEST_P(AnyFolder, refuses_to_read_what_is_too_long_to_be_a_file_of_a_ledger) {
  ASSERT_TRUE(folder_->write("file", std::string(Folder::file_bytes_max + 1, 'x')).has_value());
  EXPECT_EQ(folder_->read("file").error().code(), base::ErrorCode::too_large);
}

INSTANTIATE_TEST_SUITE_P(Kinds, AnyFolder, ::testing::Bool(),
                         [](const auto& kind) { return kind.param ? "files" : "memory"; });

TEST(FileFolder, leaves_no_half_written_files) {
  std::string name = (fs::temp_directory_path() / "daicho-folder-XXXXXX").string();
  const fs::path root = ::mkdtemp(name.data());
  FileFolder folder(root.string());
  ASSERT_TRUE(folder.write("a/b", "x").has_value());
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    EXPECT_NE(entry.path().extension(), ".new");
  }
  EXPECT_EQ(folder.read("a").error().code(), base::ErrorCode::file_not_readable) << "a folder is no file";
  fs::remove_all(root);
}

TEST(FileFolder, says_when_it_cannot_write) {
  FileFolder folder("/dev/null");
  EXPECT_EQ(folder.write("a/b", "x").error().code(), base::ErrorCode::unavailable);
  EXPECT_EQ(folder.sync().error().code(), base::ErrorCode::unavailable);
}

}  // namespace
}  // namespace daicho::ledger
