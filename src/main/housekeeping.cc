// SPDX-License-Identifier: Apache-2.0
#include "main/housekeeping.h"

#include <chrono>

#include "ledger/folder.h"
#include "service/removal.h"

namespace daicho {
namespace {

constexpr std::chrono::seconds between_steps{2};
constexpr std::size_t removals_a_step = 64;

}  // namespace

Housekeeping::Housekeeping(const service::Register& reg, std::string ledger_folder, base::Log& log)
    : reg_(reg), ledger_folder_(std::move(ledger_folder)), log_(log), thread_([this] { keep_house(); }) {}

Housekeeping::~Housekeeping() { stop(); }

void Housekeeping::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
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
  service::Removal removal(reg_);
  const auto progress = removal.step(removals_a_step);
  if (!progress) {
    log_.write(base::Severity::error, "removal_failed", {{"error", progress.error().code()}});
  } else if (progress->certified > 0) {
    log_.write(base::Severity::info, "erasures_certified", {{"subjects", base::Count(progress->certified)}});
  }
}

void Housekeeping::export_ledger() {
  if (ledger_folder_.empty()) return;
  ledger::FileFolder folder(ledger_folder_);
  const auto exported = reg_.ledger.export_to(folder, reg_.clock.now());
  if (!exported) log_.write(base::Severity::error, "ledger_export_failed", {{"error", exported.error().code()}});
}

}  // namespace daicho
