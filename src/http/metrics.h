// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/literal.h"

namespace daicho::http {

// A number that only grows. Thread-safe.
class Counter {
 public:
  void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// A number that goes up and down. Thread-safe.
class Gauge {
 public:
  void add(std::int64_t by) { value_.fetch_add(by, std::memory_order_relaxed); }
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// How long things took, in buckets from 100 µs to 10 s. Thread-safe.
class Histogram {
 public:
  // Upper bounds of the buckets in microseconds; what is longer counts in the last, unbounded one.
  static constexpr std::uint64_t bounds_microseconds[] = {
      100,    250,     500,     1'000,   2'500,     5'000,     10'000,    25'000,
      50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};
  static constexpr std::size_t buckets = std::size(bounds_microseconds) + 1;

  void observe_microseconds(std::uint64_t duration);
  // How many durations fell into bucket `index`, alone.
  std::uint64_t bucket(std::size_t index) const { return counts_[index].load(std::memory_order_relaxed); }
  std::uint64_t sum_microseconds() const { return sum_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> counts_[buckets]{};
  std::atomic<std::uint64_t> sum_{0};
};

// A label of a time series. Both halves are literals, so no metric can carry a personal value; an enum gives
// its own with public_name().
struct Label {
  base::Literal name;
  base::Literal value;
  friend bool operator==(const Label&, const Label&) = default;
};

// The counters, gauges and histograms of the program, printed in the Prometheus text format 0.0.4.
//
// Asking for a metric takes a lock and searches: keep the reference, which lives as long as the registry.
// The same name and labels give the same metric; the same name as another kind ends the program. Thread-safe.
class Metrics {
 public:
  Counter& counter(base::Literal name, base::Literal help, std::initializer_list<Label> labels = {});
  Gauge& gauge(base::Literal name, base::Literal help, std::initializer_list<Label> labels = {});
  // `name` ends in `_seconds`.
  Histogram& histogram(base::Literal name, base::Literal help, std::initializer_list<Label> labels = {});

  // Everything, family by family in the order of first use.
  std::string text() const;
  static constexpr base::Literal content_type = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct Series {
    template <typename Metric>
    Series(std::in_place_type_t<Metric> kind, std::vector<Label> of) : labels(std::move(of)), metric(kind) {}
    std::vector<Label> labels;
    std::variant<Counter, Gauge, Histogram> metric;
  };
  struct Family {
    base::Literal name;
    base::Literal help;
    std::deque<Series> series;  // all of one kind, never empty
  };

  template <typename Metric>
  Metric& metric(base::Literal name, base::Literal help, std::initializer_list<Label> labels);

  mutable std::mutex mutex_;
  std::deque<Family> families_;
};

}  // namespace daicho::http
