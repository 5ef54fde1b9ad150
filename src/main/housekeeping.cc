// SPDX-License-Identifier: Apache-2.0
#include "main/housekeeping.h"

#include <chrono>

#include "ledger/folder.h"
#include "service/removal.h"

namespace daicho {
namespace {

constexpr std::chrono::seconds between_steps{2};
constexpr std::size_t rows_a_step = 2000;
// Bytes of what was erased wait for others so long, for a purge goes through the whole store.
constexpr std::chrono::seconds purge_wait{10};

}  // namespace

Housekeeping::Housekeeping(const service::Register& reg, std::string ledger_folder, base::Log& log)
    : reg_(reg), ledger_folder_(std::move(ledger_folder)), log_(log), thread_([this] { keep_house(); }) {}

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
    remove_erased();
    export_ledger();
    lock.lock();
  }
  lock.unlock();
  export_ledger();
}

void Housekeeping::remove_erased() {
  service::Removal removal(reg_, purge_wait);
  for (bool more = true; more && !is_stopping();) {
    const auto progress = removal.step(rows_a_step);
    if (!progress) {
      log_.write(base::Severity::error, "removal_failed", {{"error", progress.error().code()}});
      return;
    }
    if (progress->persons_certified > 0) {
      log_.write(base::Severity::info, "erasures_certified",
                 {{"persons", base::Count(progress->persons_certified)}});
    }
    if (progress->persons_not_clean > 0) {
      log_.write(base::Severity::error, "erasures_not_clean",
                 {{"persons", base::Count(progress->persons_not_clean)}});
    }
    more = progress->more;
  }
}

void Housekeeping::export_ledger() {
  if (ledger_folder_.empty()) return;
  ledger::FileFolder folder(ledger_folder_);
  const auto exported = reg_.ledger.export_to(folder, reg_.clock.now());
  if (!exported)
    log_.write(base::Severity::error, "ledger_export_failed", {{"error", exported.error().code()}});
}

}  // namespace daicho
