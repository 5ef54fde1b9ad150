// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "http/metrics.h"
#include "ledger/entry.h"

namespace daicho {

// Counts what was decided, by operation and outcome. Thread-safe.
class DecisionCounts {
 public:
  // `metrics` must outlive it.
  explicit DecisionCounts(http::Metrics& metrics) : metrics_(metrics) {}
  void count(const ledger::Entry& entry) const {
    metrics_
        .counter("daicho_decisions_total", "Decisions in the ledger, by operation and outcome.",
                 {{"operation", public_name(entry.operation)}, {"outcome", public_name(entry.outcome)}})
        .add();
  }

 private:
  http::Metrics& metrics_;
};

}  // namespace daicho
