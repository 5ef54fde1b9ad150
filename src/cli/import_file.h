// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/hash.h"
#include "intake/table.h"
#include "text/charset.h"

namespace daicho::cli {

// A file descriptor, closed with this.
class OpenFile {
 public:
  explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();
  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

// A file of rows that is being imported, held so that no second import takes it at the same time.
class ImportFile {
 public:
  // `encoding` is utf-8, cp932, euc-jp or auto. Errors: `usage` for another, `file_not_readable` (also for
  // what is no regular file, for it is read more than once), `already_in_use`, `invalid_encoding` when auto
  // cannot tell.
  static base::Result<ImportFile> open(const std::string& path, std::string_view encoding);

  const std::string& path() const { return path_; }
  text::Encoding encoding() const { return encoding_; }
  intake::Format format() const { return intake::format_of(path_); }

  // The rows, from the beginning. The ImportFile must outlive the table.
  base::Result<intake::Table> table() const;
  // Whether nobody has written to the file since it was opened.
  bool is_unchanged() const;

  // What one look at every row tells.
  struct Survey {
    intake::Table table;  // read to its end: it knows all headings
    std::uint64_t rows = 0;
    crypto::Sha256Digest digest{};  // of the bytes
    std::vector<base::Error> problems =
        {};  // the first of what stands wrongly in the file, with lines and columns
  };
  static constexpr std::size_t problems_max = 20;
  base::Result<Survey> survey() const;

 private:
  struct Stamp {
    std::int64_t bytes = 0, seconds = 0, nanoseconds = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  ImportFile(std::string path, OpenFile file) : path_(std::move(path)), file_(std::move(file)) {}
  base::Result<std::string> read_at(std::uint64_t offset, std::size_t bytes) const;
  base::Result<text::Encoding> guess() const;
  std::optional<Stamp> stamp() const;

  std::string path_;
  OpenFile file_;
  text::Encoding encoding_ = text::Encoding::utf8;
  Stamp stamp_;
};

}  // namespace daicho::cli
