// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <set>

#include "bench/benches.h"

// daicho-bench [--folder DIR] [--json FILE] [--large] [decide|use|erase|retention|ledger …]
int main(int argc, char** argv) {
  std::string folder = "build/bench-data", json;
  bool large = false;
  std::set<std::string> chosen;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--folder") == 0 && i + 1 < argc) {
      folder = argv[++i];
    } else if (std::strcmp(argv[i], "--json") == 0 && i + 1 < argc) {
      json = argv[++i];
    } else if (std::strcmp(argv[i], "--large") == 0) {
      large = true;
    } else {
      chosen.insert(argv[i]);
    }
  }
  using namespace daicho::bench;
  std::filesystem::create_directories(folder);
  std::vector<Row> rows;
  const std::pair<const char*, std::function<void()>> benches[] = {
      {"decide", [&] { measure_decide(rows); }},
      {"check", [&] { measure_check(rows); }},
      {"use", [&] { measure_use_and_acquire(folder, rows); }},
      {"erase", [&] { measure_erase(folder, rows); }},
      {"retention", [&] { measure_retention(folder, rows, large); }},
      {"ledger", [&] { measure_ledger(folder, rows); }},
  };
  for (const auto& [name, run] : benches) {
    if (!chosen.empty() && !chosen.contains(name)) continue;
    std::fprintf(stderr, "bench: %s\n", name);
    run();
  }
  print(rows, json);
  std::filesystem::remove_all(folder);
  return 0;
}
