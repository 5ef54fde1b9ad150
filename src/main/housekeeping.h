// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/local_date.h"
#include "base/log.h"
#include "http/metrics.h"
#include "main/nightly_retention.h"
#include "service/key_rotation.h"
#include "service/line.h"
#include "service/register.h"

namespace daicho {

// What the housekeeping is told.
struct HousekeepingOptions {
  std::string ledger_folder;    // nothing is exported when empty
  unsigned retention_hour = 3;  // of the day in Japan
};

// What a serving register does by itself: physical removal after erasures, new wrapping after a rotation of
// the key, retention every night, the export of the ledger as it grows. One thread; stops within one step.
// While the machine's clock is behind the ledger nothing is done that is dated.
class Housekeeping {
 public:
  // All must outlive it.
  Housekeeping(const service::Register& reg, const service::Line& line, HousekeepingOptions options,
               base::Log& log, http::Metrics& metrics);
  ~Housekeeping();

  void stop();

 private:
  void keep_house();
  bool is_stopping();
  bool is_time_right();
  void remove_erased();
  void rewrap_keys();
  void export_ledger();

  // What the last export held at least.
  struct Export {
    std::uint64_t entries;
    base::Instant at;
  };

  const service::Register& reg_;
  const HousekeepingOptions options_;
  std::optional<Export> exported_;
  base::Log& log_;
  http::Gauge& clock_behind_;
  http::Gauge& persons_waiting_;
  http::Counter& rows_removed_;
  http::Counter& purges_;
  http::Counter& persons_certified_;
  http::Counter& persons_not_clean_;
  http::Counter& keys_rewrapped_;
  http::Gauge& rewrap_buckets_left_;
  service::Rewrap rewrap_;
  NightlyRetention nightly_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace daicho
