// SPDX-License-Identifier: Apache-2.0
#include "service/ledger_clock.h"

#include <algorithm>

#include "ledger/entry.h"

namespace daicho::service {

base::Result<base::Instant> LedgerClock::read() const {
  const base::Instant time = machine_.now();
  const std::lock_guard lock(mutex_);
  const auto behind = latest_ - time;
  latest_ = std::max(latest_, time);
  if (behind <= clock_tolerance) return latest_;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(behind).count();
  return base::fail(base::Error(base::ErrorCode::clock_stepped_back,
                                "the clock of this machine is behind the ledger; set it right, or wait")
                        .with("newest", latest_)
                        .with("behind_seconds", base::Count(static_cast<std::uint64_t>(seconds))));
}

base::Instant LedgerClock::now() const {
  const base::Instant time = machine_.now();
  const std::lock_guard lock(mutex_);
  latest_ = std::max(latest_, time);
  return latest_;
}

void LedgerClock::start_from(base::Instant newest) const {
  const std::lock_guard lock(mutex_);
  latest_ = std::max(latest_, newest);
}

base::Result<base::Instant> newest_entry_at(const store::Store& store) {
  base::Instant newest;
  for (std::uint32_t number = 0; number <= store.bucket_count(); ++number) {
    const store::Bucket bucket{number};
    ASSIGN_OR_RETURN(const store::LedgerHead head, store.ledger_head(bucket));
    if (head.size == 0) continue;
    ASSIGN_OR_RETURN(const auto last, store.ledger_read(bucket, head.size - 1, 1));
    if (last.empty())
      return base::fail(base::ErrorCode::corrupt, "the ledger has fewer entries than its head says");
    ASSIGN_OR_RETURN(const ledger::Entry entry, ledger::decode(last.front().bytes));
    newest = std::max(newest, entry.at);
  }
  return newest;
}

}  // namespace daicho::service
