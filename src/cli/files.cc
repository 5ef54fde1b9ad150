// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace daicho::cli {
namespace {

base::Status write_file(const std::string& path, std::string_view text, int flags, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode);
  if (file < 0 && errno == EEXIST) {
    return base::fail(base::ErrorCode::file_exists,
                      "the file is there already; move it away, nothing is overwritten");
  }
  if (file < 0)
    return base::fail(base::ErrorCode::file_not_readable,
                      "the file cannot be written; check its folder and permissions");
  std::string line(text);
  line += "\n";
  const bool written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written) return base::fail(base::ErrorCode::storage_full, "the file could not be written to its end");
  return {};
}

}  // namespace

base::Status write_secret_file(const std::string& path, std::string_view text) {
  return write_file(path, text, O_EXCL, 0600);
}

base::Status write_new_file(const std::string& path, std::string_view text) {
  return write_file(path, text, O_EXCL, 0644);
}

base::Status write_public_file(const std::string& path, std::string_view text) {
  return write_file(path, text, O_TRUNC, 0644);
}

}  // namespace daicho::cli
