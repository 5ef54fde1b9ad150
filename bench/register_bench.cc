// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bench/bench_register.h"
#include "bench/benches.h"
#include "bench/limits.h"

namespace daicho::bench {
namespace {

constexpr std::chrono::milliseconds duration{4000};
constexpr std::size_t persons = 20'000;
constexpr std::size_t row_bytes = 300;  // a record row and its ledger entry are about so long

std::string use_of(const std::string& subject) {
  return R"({"subject":{"id":")" + subject +
         R"("},"purpose":"customer_support","items":["name_kanji","email"]})";
}

std::string find_of(std::uint64_t number) {
  return R"({"purpose":"customer_support","by":{"email":"person)" + std::to_string(number) +
         R"(@example.jp"}})";
}

}  // namespace

void measure_use_and_acquire(const std::string& folder, std::vector<Row>& rows) {
  BenchRegister bench(folder + "/register");
  std::vector<std::string> ids;
  const double entering = seconds_of([&] { ids = bench.enter_persons(persons, 64); });
  const Figure raw_batched{raw_batched_put_per_second(folder + "/raw", row_bytes), 0, 0};
  rows.push_back({.name = "acquire a profile, durable, 64 callers",
                  .ours = persons / entering,
                  .unit = "per s",
                  .limit_name = "RocksDB synced batches of 256 rows",
                  .limit = raw_batched.per_second});
  for (const unsigned threads : {1u, 64u}) {
    const Figure raw = raw_get_and_synced_put(folder + "/raw", threads, row_bytes);
    const Figure ours = measure(threads, duration, [&](unsigned thread, std::uint64_t i) {
      bench.ask("use", use_of(ids[(i * 7919 + thread * 104729) % ids.size()]));
    });
    rows.push_back({.name = "use, audited and durable, " + std::to_string(threads) + " callers, in process",
                    .ours = ours.per_second,
                    .unit = "per s",
                    .limit_name = "RocksDB get + synced put",
                    .limit = raw.per_second,
                    .goal = threads == 64 ? 0.4 : 0,
                    .remark = "p99 " + std::to_string(static_cast<int>(ours.p99_microseconds)) + " us"});
  }
  const Figure raw = raw_get_and_synced_put(folder + "/raw", 32, row_bytes);
  const Figure found = measure(32, duration, [&](unsigned thread, std::uint64_t i) {
    bench.ask("find", find_of((i * 7919 + thread * 104729) % persons));
  });
  rows.push_back({.name = "find by e-mail, 32 callers, in process",
                  .ours = found.per_second,
                  .unit = "per s",
                  .limit_name = "RocksDB get + synced put",
                  .limit = raw.per_second});
  const Figure sync = append_and_sync(folder);
  rows.push_back({.name = "append 4 KiB + fdatasync, one writer",
                  .ours = sync.per_second,
                  .unit = "per s",
                  .limit_name = "",
                  .limit = 0,
                  .remark = "p99 " + std::to_string(static_cast<int>(sync.p99_microseconds)) + " us"});
}

void measure_erase(const std::string& folder, std::vector<Row>& rows) {
  BenchRegister bench(folder + "/register");
  constexpr int each = 20;
  double seconds[2] = {0, 0};
  const std::size_t counts[2] = {10, 1000};
  for (int kind = 0; kind < 2; ++kind) {
    std::vector<std::string> ids = bench.enter_persons(each, 16);
    for (const std::string& id : ids) bench.enter_web_access(id, counts[kind], "2026-11-01T00:00:00Z");
    seconds[kind] = seconds_of([&] {
      for (const std::string& id : ids) bench.ask("erase", R"({"subject":{"id":")" + id + R"("}})");
    });
  }
  rows.push_back({.name = "erase a person with 10 records", .ours = seconds[0] / each * 1e6, .unit = "us"});
  rows.push_back({.name = "erase a person with 1,000 records",
                  .ours = seconds[1] / each * 1e6,
                  .unit = "us",
                  .limit_name = "a person with 10 records",
                  .limit = seconds[0] / each * 1e6,
                  .goal = 0.5,
                  .less_is_better = true});
}

void measure_retention(const std::string& folder, std::vector<Row>& rows, bool large) {
  // So many due among so many held: the cost must follow what is due.
  const std::size_t due = large ? 10'000 : 1'000;
  double seconds[2] = {0, 0};
  const std::size_t held[2] = {large ? 100'000u : 10'000u, large ? 1'000'000u : 100'000u};
  for (int kind = 0; kind < 2; ++kind) {
    BenchRegister bench(folder + "/register");
    const std::size_t people = held[kind] / 100;
    std::vector<std::string> ids = bench.enter_persons(people, 64);
    // The same persons have something due in both; the others only add to what is held.
    const std::size_t people_due = held[0] / 100, due_a_person = due / people_due;
    for (std::size_t person = 0; person < people; ++person) {
      const std::size_t old_ones = person % (people / people_due) == 0 ? due_a_person : 0;
      bench.enter_web_access(ids[person], old_ones, "2024-11-01T00:00:00Z");
      bench.enter_web_access(ids[person], 99 - old_ones, "2026-11-01T00:00:00Z");
    }
    std::string answer;
    seconds[kind] = seconds_of([&] { answer = bench.ask("retention_run", "{}"); });
    std::fprintf(stderr, "bench: retention: %zu held: %.3f s\n", held[kind], seconds[kind]);
  }
  rows.push_back({.name = "retention: " + std::to_string(due) + " due among " + std::to_string(held[0]),
                  .ours = static_cast<double>(due) / seconds[0],
                  .unit = "records/s"});
  rows.push_back({.name = "retention: " + std::to_string(due) + " due among " + std::to_string(held[1]),
                  .ours = seconds[1],
                  .unit = "s",
                  .limit_name = "the same due among a tenth held",
                  .limit = seconds[0],
                  .goal = 1 / 1.5,
                  .less_is_better = true});
}

}  // namespace daicho::bench
