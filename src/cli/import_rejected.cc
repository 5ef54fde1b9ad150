// SPDX-License-Identifier: Apache-2.0
#include "cli/import_rejected.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

Status write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0)
      return fail(ErrorCode::storage_full,
                  "a file beside the imported one cannot be written; make room, and run it again");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<PrivateFile> PrivateFile::begin(std::string path) {
  OpenFile file(::open((path + ".new").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file.is_open())
    return fail(ErrorCode::file_not_readable,
                "a file beside the imported one cannot be made; check its folder");
  return PrivateFile(std::move(path), std::move(file));
}

Status PrivateFile::write(std::string_view bytes) {
  return write_all(file_.descriptor(), bytes);
}

Status PrivateFile::finish() {
  if (::fsync(file_.descriptor()) == 0 && std::rename((path_ + ".new").c_str(), path_.c_str()) == 0)
    return {};
  return fail(ErrorCode::storage_full,
              "a file beside the imported one cannot be written; make room, and run it again");
}

RejectedFile::RejectedFile(std::string path, intake::RejectedSheet sheet, std::uint64_t kept_bytes)
    : path_(std::move(path)), sheet_(std::move(sheet)), bytes_(kept_bytes) {}

Status RejectedFile::open() {
  file_ = OpenFile(::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!file_.is_open())
    return fail(ErrorCode::file_not_readable,
                "the file for rows that are not taken cannot be made; check its folder");
  const off_t there = ::lseek(file_.descriptor(), 0, SEEK_END);
  // Somebody took the file away to mend it: what comes now goes into a new one.
  if (there < static_cast<off_t>(bytes_)) bytes_ = 0;
  const auto kept = static_cast<off_t>(bytes_);
  if (::ftruncate(file_.descriptor(), kept) != 0 || ::lseek(file_.descriptor(), kept, SEEK_SET) != kept) {
    return fail(ErrorCode::file_not_readable,
                "the file for rows that are not taken cannot be written; check its permissions");
  }
  return bytes_ == 0 ? write(sheet_.heading()) : Status();
}

Status RejectedFile::write(std::string_view bytes) {
  RETURN_IF_ERROR(write_all(file_.descriptor(), bytes));
  bytes_ += bytes.size();
  is_synced_ = false;
  return {};
}

Status RejectedFile::resume() {
  return ::access(path_.c_str(), F_OK) == 0 ? open() : Status();
}

Status RejectedFile::add(const intake::Row& row, std::string_view code, std::string_view reason) {
  if (!file_.is_open()) RETURN_IF_ERROR(open());
  return write(sheet_.row(row, code, reason));
}

Result<std::uint64_t> RejectedFile::sync() {
  if (!is_synced_ && ::fsync(file_.descriptor()) != 0) {
    return fail(ErrorCode::storage_full,
                "the file of rows that are not taken could not be written; make room, and run it again");
  }
  is_synced_ = true;
  return bytes_;
}

}  // namespace daicho::cli
