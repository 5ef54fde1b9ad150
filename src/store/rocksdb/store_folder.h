// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace daicho::store::rocks {

// What the file FORMAT says: how the store was made.
struct Format {
  static constexpr std::uint32_t version_newest = 1;
  std::uint32_t version = version_newest;
  std::uint32_t bucket_count = 0;
};

// The folder of an embedded store, held by this object alone: LOCK, FORMAT, and the rows in rows/.
class StoreFolder {
 public:
  // Locks the folder, which is made first when `create_if_missing`. Errors: `not_found`, `already_in_use`,
  // `unavailable`.
  static base::Result<StoreFolder> open(const std::string& path, bool create_if_missing);

  StoreFolder(StoreFolder&& other) noexcept;
  StoreFolder& operator=(StoreFolder&&) = delete;
  ~StoreFolder();

  const std::string& path() const { return path_; }
  std::string rows_path() const { return path_ + "/rows"; }

  // What FORMAT says, or nothing when the store was never finished being made. Errors: `corrupt`,
  // `invalid_value` (made by a newer version), `unavailable`.
  base::Result<std::optional<Format>> format() const;
  // Writes FORMAT durably. The last step of making a store.
  base::Status write_format(const Format& format) const;

  // Bytes of all files.
  base::Result<std::uint64_t> size_bytes() const;
  // Bytes that may still be written to the disk.
  base::Result<std::uint64_t> free_bytes() const;

 private:
  StoreFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_;  // the open file LOCK, or -1 when moved away
};

}  // namespace daicho::store::rocks
