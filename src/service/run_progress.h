// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>

namespace daicho::service {

// What a retention run has done so far.
struct RunTotals {
  std::uint64_t records_erased = 0;  // whole ones
  std::uint64_t items_erased = 0;    // of those and of others
  std::uint64_t persons_erased = 0;  // who had nothing left
  std::uint64_t persons_kept = 0;  // who had nothing left but a stop or consent that stands: under a new key
  std::uint64_t records_redated = 0;  // whose end had moved
  std::uint64_t requests_forgotten = 0;

  RunTotals& operator+=(const RunTotals& other) {
    records_erased += other.records_erased;
    items_erased += other.items_erased;
    persons_erased += other.persons_erased;
    persons_kept += other.persons_kept;
    records_redated += other.records_redated;
    requests_forgotten += other.requests_forgotten;
    return *this;
  }
};

// How far the retention run that is under way has come, or the last one came, for whoever watches; and the
// word that it is to stop. Only the ledger is the record of it. Thread-safe.
class RunProgress {
 public:
  struct Seen {
    bool running = false;
    std::uint32_t buckets_done = 0;
    std::uint32_t bucket_count = 0;
    RunTotals totals;
  };

  void note(const Seen& seen) {
    const std::lock_guard lock(mutex_);
    seen_ = seen;
  }
  // From now on every run ends after the step at hand with `interrupted`: the register is about to stop. What
  // was done stands, and the next run goes on with the rest.
  void interrupt() {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
  }
  bool is_interrupted() const {
    const std::lock_guard lock(mutex_);
    return interrupted_;
  }
  Seen seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  mutable std::mutex mutex_;
  Seen seen_;
  bool interrupted_ = false;
};

}  // namespace daicho::service
