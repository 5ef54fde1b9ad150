// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/store_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace daicho::store::rocks {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::string_view format_name = "daicho-store ";
constexpr std::string_view buckets_name = "buckets ";

// Writes `text` to a new file and waits until it is on the disk.
bool write_durably(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool is_written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  return ::close(file) == 0 && is_written;
}

bool sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const bool is_synced = ::fsync(folder) == 0;
  ::close(folder);
  return is_synced;
}

// Reads one line `NAME NUMBER\n` from the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::string_view name) {
  if (!text.starts_with(name)) return std::nullopt;
  text.remove_prefix(name.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data() + text.size() || *end != '\n') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return number;
}

}  // namespace

base::Result<StoreFolder> StoreFolder::open(const std::string& path, bool create_if_missing) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) {
    if (!create_if_missing)
      return fail(ErrorCode::not_found, "there is no store in this folder; make one with init");
    std::filesystem::create_directories(path, error);
    if (error)
      return fail(ErrorCode::unavailable, "the folder of the store could not be made; check its rights");
  }
  const int lock = ::open((path + "/LOCK").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    return fail(ErrorCode::unavailable, "the folder of the store is not writable; check its rights");
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return fail(ErrorCode::already_in_use,
                "another process has this store open; stop it, or choose another folder");
  }
  return StoreFolder(path, lock);
}

StoreFolder::StoreFolder(StoreFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

StoreFolder::~StoreFolder() {
  if (lock_ >= 0) ::close(lock_);
}

base::Result<std::optional<Format>> StoreFolder::format() const {
  std::ifstream file(path_ + "/FORMAT", std::ios::binary);
  if (!file) {
    if (std::filesystem::exists(path_ + "/FORMAT")) {
      return fail(ErrorCode::unavailable, "the file FORMAT of the store is not readable; check its rights");
    }
    return std::nullopt;
  }
  std::stringstream contents;
  contents << file.rdbuf();
  const std::string bytes = contents.str();
  std::string_view text = bytes;
  const auto version = take_number(text, format_name);
  if (version && *version > Format::version_newest) {
    return fail(base::Error(ErrorCode::invalid_value, "a newer version made this store; use that version")
                    .with("format", base::Count(*version))
                    .with("format_newest_known", base::Count(Format::version_newest)));
  }
  const auto bucket_count = take_number(text, buckets_name);
  if (!version || *version == 0 || !bucket_count || *bucket_count == 0 || !text.empty()) {
    return fail(ErrorCode::corrupt,
                "the file FORMAT of the store has the wrong form; restore it from a backup");
  }
  return Format{*version, *bucket_count};
}

base::Status StoreFolder::write_format(const Format& format) const {
  std::string text(format_name);
  text += std::to_string(format.version) + "\n";
  text.append(buckets_name) += std::to_string(format.bucket_count) + "\n";
  const std::string unfinished = path_ + "/FORMAT.new";
  if (!write_durably(unfinished, text) || ::rename(unfinished.c_str(), (path_ + "/FORMAT").c_str()) != 0 ||
      !sync_folder(path_)) {
    return fail(ErrorCode::unavailable,
                "the file FORMAT could not be written; check room and rights of the folder");
  }
  return {};
}

base::Result<std::uint64_t> StoreFolder::size_bytes() const {
  std::error_code error;
  std::uint64_t bytes = 0;
  std::filesystem::recursive_directory_iterator at(path_, error);
  for (; !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    std::error_code gone;  // a file that compaction removes meanwhile counts nothing
    const std::uint64_t size = at->is_regular_file(gone) ? at->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  if (error)
    return fail(ErrorCode::unavailable, "the folder of the store could not be listed; check its rights");
  return bytes;
}

base::Result<std::uint64_t> StoreFolder::free_bytes() const {
  struct statvfs room {};
  if (::statvfs(path_.c_str(), &room) != 0) {
    return fail(ErrorCode::unavailable, "the disk of the store does not answer; check that it is mounted");
  }
  return static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize;
}

}  // namespace daicho::store::rocks
