// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace daicho::ledger {

// The files of an exported ledger, to be read. Paths are relative, with `/`. Thread-safe.
class Folder {
 public:
  // No file of a ledger is longer: a bundle of 256 entries of the greatest length.
  static constexpr std::size_t file_bytes_max = 256 * (2 + 65535);

  virtual ~Folder() = default;
  // The bytes of a file. `not_found`; `file_not_readable`; `too_large` above file_bytes_max.
  virtual base::Result<std::string> read(const std::string& path) const = 0;
};

// The same, to be written as well.
class WritableFolder : public Folder {
 public:
  // Puts `bytes` at `path`, replacing what is there at one stroke; makes the folders on the way. Durable
  // after the next sync(). `storage_full`, `unavailable`.
  virtual base::Status write(const std::string& path, std::string_view bytes) = 0;
  // Removes a folder and what is in it, if it is there.
  virtual base::Status remove_folder(const std::string& path) = 0;
  // Makes all that was done durable.
  virtual base::Status sync() = 0;
};

// A folder of the file system.
class FileFolder final : public WritableFolder {
 public:
  explicit FileFolder(std::string root) : root_(std::move(root)) {}

  base::Result<std::string> read(const std::string& path) const override;
  base::Status write(const std::string& path, std::string_view bytes) override;
  base::Status remove_folder(const std::string& path) override;
  base::Status sync() override;

 private:
  std::string root_;
};

// A folder in memory, for tests and for building an archive.
class MemoryFolder final : public WritableFolder {
 public:
  base::Result<std::string> read(const std::string& path) const override;
  base::Status write(const std::string& path, std::string_view bytes) override;
  base::Status remove_folder(const std::string& path) override;
  base::Status sync() override { return {}; }

  // All files by path. Not while another thread writes.
  std::map<std::string, std::string>& files() { return files_; }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> files_;
};

}  // namespace daicho::ledger
