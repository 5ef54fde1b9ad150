// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>

#include "base/local_date.h"
#include "base/log.h"
#include "http/metrics.h"
#include "service/line.h"
#include "service/register.h"

namespace daicho {

// Erases what has ended once a day, at an hour of the day in Japan or when the register is served again after
// it. It asks for retention_run as the register's own caller, down the line like everybody. One thread.
class NightlyRetention {
 public:
  // All must outlive it. `hour` is 0 to 23.
  NightlyRetention(const service::Register& reg, const service::Line& line, unsigned hour, base::Log& log,
                   http::Metrics& metrics);

  // Runs it when its time has come and today's run is not finished. Blocks until it is, until
  // `is_stopping` says so, or until it failed: then it is tried again an hour later.
  void run_when_due(const std::function<bool()>& is_stopping);

 private:
  base::Result<bool> is_due() const;
  base::Status run(const std::function<bool()>& is_stopping);
  void show_progress();

  const service::Register& reg_;
  const service::Line& line_;
  const unsigned hour_;
  base::Log& log_;
  std::chrono::steady_clock::time_point not_before_;
  http::Gauge& running_;
  http::Gauge& buckets_left_;
  http::Gauge& records_erased_;
  http::Gauge& waits_for_date_;
};

}  // namespace daicho
