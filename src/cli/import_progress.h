// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/error.h"

namespace daicho::cli {

// 1234567 as 1,234,567.
std::string grouped(std::uint64_t number);

// What a progress line counts.
enum class ProgressUnit : std::uint8_t { rows, mebibytes, buckets };

// One line on standard error that says how far something long is: a bar, how much, the rate, the time left.
// Shown on a terminal only.
class ProgressLine {
 public:
  ProgressLine(bool shown, base::Language language, ProgressUnit unit = ProgressUnit::rows)
      : shown_(shown), language_(language), unit_(unit) {}
  ~ProgressLine() { clear(); }

  // `done` of `total`; cheap when called often.
  void show(std::uint64_t done, std::uint64_t total);
  void clear();

 private:
  bool shown_;
  base::Language language_;
  ProgressUnit unit_;
  bool visible_ = false;
  std::chrono::steady_clock::time_point begun_{}, drawn_{};
  std::uint64_t done_at_begin_ = 0;
};

// Whether a person looks at standard error: progress is shown to people alone.
bool is_watched();

}  // namespace daicho::cli
