// SPDX-License-Identifier: Apache-2.0
#include "ledger/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace daicho::ledger {
namespace {

// A file descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<base::Error> missing() {
  return base::fail(base::ErrorCode::not_found,
                    "a file of the ledger folder is missing; export the ledger again");
}
tl::unexpected<base::Error> not_readable() {
  return base::fail(base::ErrorCode::file_not_readable,
                    "a file of the ledger folder cannot be read; check its permissions and the disk");
}
tl::unexpected<base::Error> too_long() {
  return base::fail(base::ErrorCode::too_large, "a file of the ledger folder is longer than any can be");
}
tl::unexpected<base::Error> not_written(int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return base::fail(base::ErrorCode::storage_full,
                      "the disk of the ledger folder is full; make room and export again");
  }
  return base::fail(base::ErrorCode::unavailable,
                    "the ledger folder cannot be written; check its permissions and the disk");
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

base::Result<std::string> FileFolder::read(const std::string& path) const {
  const Descriptor file(::open((root_ + "/" + path).c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return errno == ENOENT || errno == ENOTDIR ? missing() : not_readable();
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return not_readable();
  if (static_cast<std::size_t>(status.st_size) > file_bytes_max) return too_long();
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t got = ::read(file.number(), bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return not_readable();
    at += static_cast<std::size_t>(got);
  }
  return bytes;
}

base::Status FileFolder::write(const std::string& path, std::string_view bytes) {
  const std::filesystem::path target = std::filesystem::path(root_) / path;
  std::error_code error;
  std::filesystem::create_directories(target.parent_path(), error);
  if (error) return not_written(error.value());
  const std::string beside = target.string() + ".new";
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.is_open() || !write_all(file.number(), bytes)) return not_written(errno);
  }
  if (::rename(beside.c_str(), target.c_str()) != 0) return not_written(errno);
  return {};
}

base::Status FileFolder::remove_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(std::filesystem::path(root_) / path, error);
  if (error) return not_written(error.value());
  return {};
}

base::Status FileFolder::sync() {
  const Descriptor folder(::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::syncfs(folder.number()) != 0) return not_written(errno);
  return {};
}

base::Result<std::string> MemoryFolder::read(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto file = files_.find(path);
  if (file == files_.end()) return missing();
  if (file->second.size() > file_bytes_max) return too_long();
  return file->second;
}

base::Status MemoryFolder::write(const std::string& path, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  files_[path] = bytes;
  return {};
}

base::Status MemoryFolder::remove_folder(const std::string& path) {
  const std::lock_guard lock(mutex_);
  std::erase_if(files_, [&](const auto& file) { return file.first.starts_with(path + "/"); });
  return {};
}

}  // namespace daicho::ledger
