// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>

#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace daicho::service {

// A step back of the machine's clock that is passed over in silence: so long the same time is given.
inline constexpr std::chrono::seconds clock_tolerance{10};

// The time of a register: the machine's, but never one before a time that it has given. So the entries of the
// ledger do not go back in time when the machine's clock does (docs/decisions/0008-clock.md). Thread-safe.
class LedgerClock final : public base::Clock {
 public:
  // `machine` must outlive it.
  explicit LedgerClock(const base::Clock& machine) : machine_(machine) {}

  // The time for what is to be written; `clock_stepped_back` (with `behind_seconds`) while the machine's
  // clock is further behind than the tolerance.
  base::Result<base::Instant> read() const;
  // The time for what goes on whatever the clock says; the last one given while it is behind.
  base::Instant now() const override;
  // What was written before: no earlier time is given.
  void start_from(base::Instant newest) const;

 private:
  const base::Clock& machine_;
  mutable std::mutex mutex_;
  mutable base::Instant latest_;
};

// The time of the newest entry of all logs; the beginning of time when there is none.
base::Result<base::Instant> newest_entry_at(const store::Store& store);

}  // namespace daicho::service
