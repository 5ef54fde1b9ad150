// SPDX-License-Identifier: Apache-2.0
#include "main/housekeeping.h"

#include <chrono>

#include "ledger/folder.h"
#include "service/removal.h"

namespace daicho {
namespace {

using base::Count;
using base::Severity;

constexpr std::chrono::seconds between_steps{2};
constexpr std::size_t rows_a_step = 2000, keys_a_step = 2000;
// Bytes of what was erased wait for others so long, for a purge goes through the whole store.
constexpr std::chrono::seconds purge_wait{10};
// A ledger that does not grow is signed again so often: its heads say that nothing was added until then.
constexpr std::chrono::minutes export_again{60};

}  // namespace

Housekeeping::Housekeeping(const service::Register& reg, const service::Line& line,
                           HousekeepingOptions options, base::Log& log, http::Metrics& metrics)
    : reg_(reg),
      options_(std::move(options)),
      log_(log),
      clock_behind_(
          metrics.gauge("daicho_clock_behind", "Whether the machine's clock is behind the ledger.")),
      persons_waiting_(
          metrics.gauge("daicho_erasures_waiting", "Erased persons whose bytes still wait for their purge.")),
      rows_removed_(metrics.counter("daicho_removed_rows_total", "Rows removed after erasures.")),
      purges_(metrics.counter("daicho_purges_total", "Purges of the store's files.")),
      persons_certified_(metrics.counter("daicho_erasures_certified_total", "Erasures that were certified.")),
      persons_not_clean_(metrics.counter("daicho_erasures_not_clean_total",
                                         "Erased persons of whom a search still found rows.")),
      keys_rewrapped_(metrics.counter("daicho_keys_rewrapped_total",
                                      "Persons' keys wrapped under a new key-encryption key.")),
      rewrap_buckets_left_(
          metrics.gauge("daicho_rewrap_buckets_left", "Buckets whose keys are still to be looked through.")),
      rewrap_(reg),
      nightly_(reg, line, options_.retention_hour, log, metrics),
      thread_([this] { keep_house(); }) {}

Housekeeping::~Housekeeping() {
  stop();
}

void Housekeeping::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Housekeeping::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Housekeeping::keep_house() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, between_steps, [this] { return stopping_; })) {
    lock.unlock();
    if (is_time_right()) {
      remove_erased();
      rewrap_keys();
      nightly_.run_when_due([this] { return is_stopping(); });
      export_ledger();
    }
    lock.lock();
  }
  lock.unlock();
  if (is_time_right()) export_ledger();
}

bool Housekeeping::is_time_right() {
  const auto time = reg_.clock.read();
  const bool was_behind = clock_behind_.value() != 0;
  clock_behind_.set(time ? 0 : 1);
  if (!time && !was_behind) log_.write(Severity::error, "clock_stepped_back");
  if (time && was_behind) log_.write(Severity::info, "clock_is_right_again");
  return time.has_value();
}

void Housekeeping::remove_erased() {
  service::Removal removal(reg_, purge_wait);
  for (bool more = true; more && !is_stopping();) {
    const auto progress = removal.step(rows_a_step);
    if (!progress) {
      log_.write(Severity::error, "removal_failed", {{"error", progress.error().code()}});
      return;
    }
    persons_waiting_.set(static_cast<std::int64_t>(progress->persons_waiting));
    rows_removed_.add(progress->rows_removed);
    purges_.add(progress->purges);
    persons_certified_.add(progress->persons_certified);
    persons_not_clean_.add(progress->persons_not_clean);
    if (progress->persons_certified > 0) {
      log_.write(Severity::info, "erasures_certified", {{"persons", Count(progress->persons_certified)}});
    }
    if (progress->persons_not_clean > 0) {
      log_.write(Severity::error, "erasures_not_clean", {{"persons", Count(progress->persons_not_clean)}});
    }
    more = progress->more;
  }
}

void Housekeeping::rewrap_keys() {
  std::uint64_t rewrapped = 0;
  while (!rewrap_.is_done() && !is_stopping()) {
    const auto progress = rewrap_.step(keys_a_step);
    if (!progress) {
      log_.write(Severity::error, "rewrap_failed", {{"error", progress.error().code()}});
      return;
    }
    rewrapped += progress->keys_rewrapped;
    keys_rewrapped_.add(progress->keys_rewrapped);
    rewrap_buckets_left_.set(progress->bucket_count - progress->buckets_done);
    if (progress->keys_unreadable > 0)
      log_.write(Severity::error, "keys_unreadable", {{"keys", Count(progress->keys_unreadable)}});
    if (progress->keys_rewrapped > 0) {
      log_.write(Severity::info, "keys_rewrapped",
                 {{"keys", Count(rewrapped)},
                  {"buckets_done", Count(progress->buckets_done)},
                  {"buckets", Count(progress->bucket_count)}});
    }
    if (progress->versions_destroyed > 0)
      log_.write(Severity::info, "old_keys_destroyed", {{"versions", Count(progress->versions_destroyed)}});
  }
}

void Housekeeping::export_ledger() {
  if (options_.ledger_folder.empty()) return;
  const base::Instant now = reg_.clock.now();
  const auto entries = reg_.ledger.entry_count();
  if (entries && exported_ && exported_->entries == *entries && now - exported_->at < export_again) return;
  ledger::FileFolder folder(options_.ledger_folder);
  const auto exported = reg_.ledger.export_to(folder, now);
  if (!exported) {
    log_.write(Severity::error, "ledger_export_failed", {{"error", exported.error().code()}});
  } else if (entries) {
    exported_ = Export{*entries, now};
  }
}

}  // namespace daicho
