// SPDX-License-Identifier: Apache-2.0
#include "bench/measure.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>

namespace daicho::bench {
namespace {

using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::micro>(duration).count();
}

}  // namespace

Figure measure(unsigned threads, std::chrono::milliseconds duration,
               const std::function<void(unsigned, std::uint64_t)>& work) {
  std::vector<std::vector<float>> times(threads);
  std::atomic<bool> go{false}, stop{false};
  std::vector<std::thread> running;
  for (unsigned thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      std::vector<float>& own = times[thread];
      own.reserve(1 << 16);
      while (!go.load(std::memory_order_acquire)) std::this_thread::yield();
      for (std::uint64_t i = 0; !stop.load(std::memory_order_relaxed); ++i) {
        const auto begin = Clock::now();
        work(thread, i);
        own.push_back(static_cast<float>(microseconds(Clock::now() - begin)));
      }
    });
  }
  const auto begin = Clock::now();
  go.store(true, std::memory_order_release);
  std::this_thread::sleep_for(duration);
  stop = true;
  for (std::thread& thread : running) thread.join();
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  std::vector<float> all;
  for (const auto& own : times) all.insert(all.end(), own.begin(), own.end());
  if (all.empty()) return {};
  std::sort(all.begin(), all.end());
  return {static_cast<double>(all.size()) / elapsed, all[all.size() / 2], all[all.size() * 99 / 100]};
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void print(const std::vector<Row>& rows, const std::string& json_file) {
  std::printf("\n%-44s %14s %-12s %-34s %14s %7s %6s\n", "what", "ours", "unit", "limit, same run", "limit",
              "ratio", "goal");
  for (const Row& row : rows) {
    std::printf("%-44s %14.2f %-12s %-34s", row.name.c_str(), row.ours, row.unit.c_str(),
                row.limit_name.c_str());
    if (row.limit > 0) {
      std::printf(" %14.2f %7.3f", row.limit, row.ratio());
    } else {
      std::printf(" %14s %7s", "", "");
    }
    if (row.goal > 0) {
      std::printf(" %6.2f %s", row.goal, row.ratio() >= row.goal ? "reached" : "missed");
    }
    std::printf("%s%s\n", row.remark.empty() ? "" : "  ", row.remark.c_str());
  }
  if (json_file.empty()) return;
  std::ofstream out(json_file);
  out << "[\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    out << "  {\"name\": \"" << row.name << "\", \"ours\": " << row.ours << ", \"unit\": \"" << row.unit
        << "\", \"limit\": \"" << row.limit_name << "\", \"limit_value\": " << row.limit
        << ", \"ratio\": " << row.ratio() << ", \"goal\": " << row.goal
        << ", \"reached\": " << (row.goal > 0 ? (row.ratio() >= row.goal ? "true" : "false") : "null") << "}"
        << (i + 1 < rows.size() ? "," : "") << "\n";
  }
  out << "]\n";
}

}  // namespace daicho::bench
