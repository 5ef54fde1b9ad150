// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/import_file.h"
#include "intake/sheets.h"

namespace daicho::cli {

// A file that only its owner may read (mode 0600), written piece by piece. It takes the place of an older one
// at once and durably, or never.
class PrivateFile {
 public:
  // Errors of all: `file_not_readable`, `storage_full`.
  static base::Result<PrivateFile> begin(std::string path);
  base::Status write(std::string_view bytes);
  base::Status finish();

 private:
  PrivateFile(std::string path, OpenFile file) : path_(std::move(path)), file_(std::move(file)) {}
  std::string path_;
  OpenFile file_;
};

// The file of rows that were not taken (FILE.errors.csv, mode 0600). It is made when the first row is
// rejected.
class RejectedFile {
 public:
  // `kept_bytes`: how much of a file that is there belongs to rows that are known to be done; the rest is
  // written anew.
  RejectedFile(std::string path, intake::RejectedSheet sheet, std::uint64_t kept_bytes);

  // Drops rows that are there without being known as done. Errors of all: `file_not_readable`,
  // `storage_full`.
  base::Status resume();
  base::Status add(const intake::Row& row, std::string_view code, std::string_view reason);
  // Makes what was added durable. Returns how many bytes there are.
  base::Result<std::uint64_t> sync();

  const std::string& path() const { return path_; }

 private:
  base::Status open();
  base::Status write(std::string_view bytes);

  std::string path_;
  intake::RejectedSheet sheet_;
  OpenFile file_;
  std::uint64_t bytes_;
  bool is_synced_ = true;
};
}  // namespace daicho::cli
