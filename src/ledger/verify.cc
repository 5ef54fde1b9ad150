// SPDX-License-Identifier: Apache-2.0
#include "ledger/verify.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <thread>

#include "base/check.h"
#include "ledger/log_verifier.h"

namespace daicho::ledger {
namespace {

// Counts what all threads have read, and reports it now and then.
class Counter {
 public:
  Counter(std::uint64_t entries_total, const std::function<void(const VerifyProgress&)>& progress)
      : entries_total_(entries_total), progress_(progress) {}

  void add(std::uint64_t entries, std::uint64_t bytes) {
    bytes_ += bytes;
    const std::uint64_t done = entries_ += entries;
    if (!progress_ || done / report_every == (done - entries) / report_every) return;
    const std::lock_guard lock(mutex_);
    progress_({done, entries_total_});
  }

  std::uint64_t entries() const { return entries_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  static constexpr std::uint64_t report_every = 100'000;  // entries
  std::uint64_t entries_total_;
  const std::function<void(const VerifyProgress&)>& progress_;
  std::mutex mutex_;
  std::atomic<std::uint64_t> entries_ = 0, bytes_ = 0;
};

Defect defect_of(const base::Error& error) {
  if (error.code() == base::ErrorCode::not_found) return Defect::file_missing;
  if (error.code() == base::ErrorCode::verification_failed) return Defect::not_signed;
  if (error.code() == base::ErrorCode::corrupt || error.code() == base::ErrorCode::too_large) {
    return Defect::file_malformed;
  }
  return Defect::file_not_readable;
}

bool has(const std::vector<Finding>& findings, Defect defect) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.defect == defect; });
}

// One log: its own checkpoint, its files, and the heads that others have of it.
class LogCheck {
 public:
  LogCheck(const Folder& folder, const Verifier& verifier, LogNumber log, Counter& counter)
      : verifier_(verifier),
        log_(log),
        files_(folder, log),
        check_(folder, log,
               [&counter](std::uint64_t entries, std::uint64_t bytes) { counter.add(entries, bytes); }) {}

  std::vector<Finding> run(const TreeHead& in_register, const TreeHead* previous) {
    const TreeHead head = own_head().value_or(in_register);
    check_.verify(head);
    if (head != in_register) {
      if (head.size < in_register.size) {
        check_.add(Defect::log_cut_off, "checkpoint", head.size);
      } else {
        expect_beginning(head.size, in_register, Defect::register_differs);
      }
    }
    if (previous != nullptr) {
      if (head.size < previous->size) {
        check_.add(Defect::log_set_back, "checkpoint", head.size);
      } else {
        expect_beginning(head.size, *previous, Defect::history_changed);
      }
    }
    return check_.findings();
  }

 private:
  std::optional<TreeHead> own_head() {
    const auto note = files_.checkpoint();
    if (!note) {
      check_.add(defect_of(note.error()), "checkpoint");
      return std::nullopt;
    }
    auto head = open_checkpoint(*note, verifier_, log_);
    if (head) return *head;
    check_.add(defect_of(head.error()), "checkpoint");
    return std::nullopt;
  }

  void expect_beginning(std::uint64_t size, const TreeHead& earlier, Defect otherwise) {
    if (has(check_.findings(), Defect::tile_changed)) return;  // its tiles say nothing about earlier heads
    const auto begins = check_.begins_with(size, earlier);
    if (begins && !*begins) check_.add(otherwise, "checkpoint");
  }

  const Verifier& verifier_;
  LogNumber log_;
  LogFolder files_;
  LogVerifier check_;
};

// The previous head of log `i`, or null.
const TreeHead* previous_head(const VerifyOptions& options, std::size_t i) {
  if (options.previous == nullptr || i >= options.previous->heads.size()) return nullptr;
  return &options.previous->heads[i];
}

std::uint64_t entries_in(const RegisterCheckpoint& checkpoint) {
  std::uint64_t total = 0;
  for (const TreeHead& head : checkpoint.heads) total += head.size;
  return total;
}

void verify_logs(const Folder& folder, const Verifier& verifier, const VerifyOptions& options,
                 Verification& result) {
  const std::vector<TreeHead>& heads = result.checkpoint->heads;
  Counter counter(entries_in(*result.checkpoint), options.progress);
  std::vector<std::vector<Finding>> findings(heads.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < heads.size(); i = next++) {
      LogCheck check(folder, verifier, LogNumber{static_cast<std::uint32_t>(i)}, counter);
      findings[i] = check.run(heads[i], previous_head(options, i));
    }
  };
  std::vector<std::thread> threads;
  for (unsigned t = 1; t < options.threads; ++t) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  result.logs = heads.size();
  result.entries = counter.entries();
  result.entry_bytes = counter.bytes();
  for (auto& of_log : findings) std::move(of_log.begin(), of_log.end(), std::back_inserter(result.findings));
}

}  // namespace

base::Literal public_name(Defect defect) {
  switch (defect) {
    case Defect::file_missing:
      return "file_missing";
    case Defect::file_not_readable:
      return "file_not_readable";
    case Defect::file_malformed:
      return "file_malformed";
    case Defect::not_signed:
      return "not_signed";
    case Defect::tile_changed:
      return "tile_changed";
    case Defect::entry_changed:
      return "entry_changed";
    case Defect::log_rewritten:
      return "log_rewritten";
    case Defect::log_cut_off:
      return "log_cut_off";
    case Defect::register_differs:
      return "register_differs";
    case Defect::log_set_back:
      return "log_set_back";
    case Defect::history_changed:
      return "history_changed";
  }
  CHECK(false);
  return "";
}

std::string Finding::text() const {
  std::string out = std::string(public_name(defect).text()) + " " + file;
  if (entry) out += " entry " + std::to_string(*entry);
  return out;
}

Verification verify_folder(const Folder& folder, const Verifier& verifier, const VerifyOptions& options) {
  Verification result;
  const auto note = folder.read(register_checkpoint_path);
  auto checkpoint = note ? open_register_checkpoint(*note, verifier) : base::fail(note.error());
  if (!checkpoint) {
    result.findings.push_back(
        {defect_of(checkpoint.error()), std::nullopt, register_checkpoint_path, std::nullopt});
    return result;
  }
  result.checkpoint = std::move(*checkpoint);
  verify_logs(folder, verifier, options, result);
  const std::size_t logs_before = options.previous == nullptr ? 0 : options.previous->heads.size();
  for (std::size_t i = result.logs; i < logs_before; ++i) {
    const LogNumber log{static_cast<std::uint32_t>(i)};
    result.findings.push_back({Defect::log_set_back, log, register_checkpoint_path, std::nullopt});
  }
  return result;
}

}  // namespace daicho::ledger
