// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace daicho::cli {
namespace {

tl::unexpected<base::Error> is_there() {
  return base::fail(base::ErrorCode::file_exists,
                    "the file is there already; move it away, nothing is overwritten");
}

tl::unexpected<base::Error> not_writable() {
  return base::fail(base::ErrorCode::file_not_readable,
                    "the file cannot be written; check its folder and permissions");
}

tl::unexpected<base::Error> not_whole() {
  return base::fail(base::ErrorCode::storage_full, "the file could not be written to its end");
}

base::Status write_file(const std::string& path, std::string_view text, int flags, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode);
  if (file < 0) return errno == EEXIST ? is_there() : not_writable();
  std::string line(text);
  line += "\n";
  const bool written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written) return not_whole();
  return {};
}

}  // namespace

base::Status write_secret_file(const std::string& path, std::string_view text) {
  return write_file(path, text, O_EXCL, 0600);
}

base::Result<NewFile> NewFile::make(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return is_there();
  std::string beside = path + ".partial-XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);
  if (file < 0) return not_writable();
  return NewFile(file, path, std::move(beside));
}

NewFile::NewFile(NewFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      path_(std::move(other.path_)),
      beside_(std::move(other.beside_)) {}

NewFile::~NewFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(beside_.c_str());
}

base::Status NewFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return not_whole();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

base::Status NewFile::publish() {
  if (::fsync(file_) != 0) return not_whole();
  // A link never replaces, as a rename would.
  if (::link(beside_.c_str(), path_.c_str()) == 0) return {};
  if (errno == EEXIST) return is_there();
  // Some file systems know no links.
  if (::renameat2(AT_FDCWD, beside_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) return {};
  return errno == EEXIST ? is_there() : not_writable();
}

base::Status write_new_file(const std::string& path, std::string_view text) {
  return write_file(path, text, O_EXCL, 0644);
}

base::Status write_public_file(const std::string& path, std::string_view text) {
  return write_file(path, text, O_TRUNC, 0644);
}

}  // namespace daicho::cli
