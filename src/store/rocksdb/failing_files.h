// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace daicho::store {

// A file system for tests, whose log files fail or wait when a test says so.
class FailingFiles final : public ::rocksdb::FileSystemWrapper {
 public:
  enum class Fault { none, disk_full_on_append, error_on_sync };

  FailingFiles() : FileSystemWrapper(::rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "failing_files"; }

  void set_fault(Fault fault) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
  }
  // From now on whoever syncs a log waits in there, until let_syncs_go.
  void hold_syncs() {
    const std::lock_guard lock(mutex_);
    is_held_ = true;
  }
  void let_syncs_go() {
    const std::lock_guard lock(mutex_);
    is_held_ = false;
    changed_.notify_all();
  }
  void wait_until_a_sync_is_held() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_count_ > 0; });
  }

  ::rocksdb::IOStatus NewWritableFile(const std::string& name, const ::rocksdb::FileOptions& options,
                                      std::unique_ptr<::rocksdb::FSWritableFile>* result,
                                      ::rocksdb::IODebugContext* debug) override {
    const ::rocksdb::IOStatus status = FileSystemWrapper::NewWritableFile(name, options, result, debug);
    if (status.ok() && name.ends_with(".log")) *result = std::make_unique<LogFile>(std::move(*result), *this);
    return status;
  }

 private:
  class LogFile final : public ::rocksdb::FSWritableFileOwnerWrapper {
   public:
    LogFile(std::unique_ptr<::rocksdb::FSWritableFile> file, FailingFiles& files)
        : FSWritableFileOwnerWrapper(std::move(file)), files_(files) {}

    ::rocksdb::IOStatus Append(const ::rocksdb::Slice& bytes, const ::rocksdb::IOOptions& options,
                               ::rocksdb::IODebugContext* debug) override {
      if (files_.has(Fault::disk_full_on_append)) return ::rocksdb::IOStatus::NoSpace();
      return FSWritableFileOwnerWrapper::Append(bytes, options, debug);
    }
    ::rocksdb::IOStatus Append(const ::rocksdb::Slice& bytes, const ::rocksdb::IOOptions& options,
                               const ::rocksdb::DataVerificationInfo& /*verification*/,
                               ::rocksdb::IODebugContext* debug) override {
      return Append(bytes, options, debug);
    }
    ::rocksdb::IOStatus Sync(const ::rocksdb::IOOptions& options, ::rocksdb::IODebugContext* debug) override {
      files_.wait_while_held();
      if (files_.has(Fault::error_on_sync)) return ::rocksdb::IOStatus::IOError("planned");
      return FSWritableFileOwnerWrapper::Sync(options, debug);
    }

   private:
    FailingFiles& files_;
  };

  bool has(Fault fault) {
    const std::lock_guard lock(mutex_);
    return fault_ == fault;
  }
  void wait_while_held() {
    std::unique_lock lock(mutex_);
    ++waiting_count_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return !is_held_; });
    --waiting_count_;
  }

  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  Fault fault_ = Fault::none;
  bool is_held_ = false;
  int waiting_count_ = 0;
};

}  // namespace daicho::store
