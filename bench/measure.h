// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace daicho::bench {

// What a measurement gave: how much per second, and how long single ones took.
struct Figure {
  double per_second = 0;
  double p50_microseconds = 0;
  double p99_microseconds = 0;
};

// Runs `work(thread, i)` on `threads` threads for about `duration` and measures each call.
Figure measure(unsigned threads, std::chrono::milliseconds duration,
               const std::function<void(unsigned, std::uint64_t)>& work);

// Runs `work` once and gives the seconds it took.
double seconds_of(const std::function<void()>& work);

// One row of the report: our figure, the limit measured beside it in the same run, and the goal for their
// ratio.
struct Row {
  std::string name;
  double ours = 0;
  std::string unit;
  std::string limit_name;
  double limit = 0;
  double goal = 0;  // the least ratio aimed at; 0: none
  bool less_is_better = false;
  std::string remark;
  // How far ours is from the limit: 1 is at the limit.
  double ratio() const { return limit == 0 || ours == 0 ? 0 : less_is_better ? limit / ours : ours / limit; }
};

// Prints the rows as one table, and as JSON to `json_file` when that is not empty.
void print(const std::vector<Row>& rows, const std::string& json_file);

}  // namespace daicho::bench
