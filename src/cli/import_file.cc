// SPDX-License-Identifier: Apache-2.0
#include "cli/import_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using text::Encoding;

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t sample_bytes = 64 * 1024;

}  // namespace

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OpenFile::~OpenFile() {
  if (is_open()) ::close(descriptor_);
}

Result<ImportFile> ImportFile::open(const std::string& path, std::string_view encoding) {
  OpenFile opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened.is_open()) return fail(ErrorCode::file_not_readable, "the file of rows cannot be opened");
  struct stat status {};
  if (::fstat(opened.descriptor(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail(ErrorCode::file_not_readable,
                "an import reads a regular file, for it reads it more than once");
  }
  if (::flock(opened.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::already_in_use, "another import has this file in hand; wait for it, or stop it");
  }
  ImportFile file(path, std::move(opened));
  file.stamp_ = file.stamp().value_or(Stamp{});
  ASSIGN_OR_RETURN(const std::string begin, file.read_at(0, 3));
  if (encoding == "utf-8") {
    file.encoding_ = begin == "\xEF\xBB\xBF" ? Encoding::utf8_bom : Encoding::utf8;
  } else if (encoding == "cp932") {
    file.encoding_ = Encoding::cp932;
  } else if (encoding == "euc-jp") {
    file.encoding_ = Encoding::euc_jp;
  } else if (encoding == "auto") {
    ASSIGN_OR_RETURN(file.encoding_, file.guess());
  } else {
    return fail(ErrorCode::usage, "the encodings are utf-8, cp932, euc-jp and auto");
  }
  return file;
}

std::optional<ImportFile::Stamp> ImportFile::stamp() const {
  struct stat status {};
  if (::fstat(file_.descriptor(), &status) != 0) return std::nullopt;
  return Stamp{status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

bool ImportFile::is_unchanged() const {
  return stamp() == stamp_;
}

Result<std::string> ImportFile::read_at(std::uint64_t offset, std::size_t bytes) const {
  std::string piece(bytes, '\0');
  const ssize_t got = ::pread(file_.descriptor(), piece.data(), bytes, static_cast<off_t>(offset));
  if (got < 0) return fail(ErrorCode::file_not_readable, "the file of rows cannot be read to its end");
  piece.resize(static_cast<std::size_t>(got));
  return piece;
}

// The encoding by a sample from the first line on that is not ASCII alone.
Result<Encoding> ImportFile::guess() const {
  std::uint64_t sample_at = 0, line_at = 0;
  for (std::uint64_t at = 0;;) {
    ASSIGN_OR_RETURN(const std::string piece, read_at(at, piece_bytes));
    const auto other = std::find_if(piece.begin(), piece.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const auto ascii = static_cast<std::size_t>(other - piece.begin());
    const std::size_t line_end = ascii == 0 ? piece.npos : piece.rfind('\n', ascii - 1);
    if (line_end != piece.npos) line_at = at + line_end + 1;
    if (piece.empty() || other != piece.end()) {
      sample_at = line_at;
      break;
    }
    at += piece.size();
  }
  ASSIGN_OR_RETURN(const std::string sample, read_at(sample_at, sample_bytes));
  if (const auto guessed = text::guess_encoding(sample)) return *guessed;
  return fail(ErrorCode::invalid_encoding,
              "the encoding of the file cannot be told; name it with --encoding");
}

Result<intake::Table> ImportFile::table() const {
  return intake::Table::open(format(), encoding_,
                             [this, at = std::uint64_t{0}]() mutable -> Result<std::string> {
                               ASSIGN_OR_RETURN(std::string piece, read_at(at, piece_bytes));
                               at += piece.size();
                               return piece;
                             });
}

Result<ImportFile::Survey> ImportFile::survey() const {
  const auto hash = std::make_shared<crypto::Sha256>();
  ASSIGN_OR_RETURN(auto table,
                   intake::Table::open(format(), encoding_,
                                       [this, hash, at = std::uint64_t{0}]() mutable -> Result<std::string> {
                                         ASSIGN_OR_RETURN(std::string piece, read_at(at, piece_bytes));
                                         at += piece.size();
                                         hash->update(piece);
                                         return piece;
                                       }));
  Survey survey{.table = std::move(table)};
  for (;;) {
    auto row = survey.table.next();
    if (!row) {
      survey.problems.push_back(std::move(row).error());
      if (survey.problems.size() == problems_max) break;
      continue;
    }
    if (!*row) break;
    survey.rows = (*row)->number;
  }
  survey.digest = hash->finish();
  return survey;
}

}  // namespace daicho::cli
