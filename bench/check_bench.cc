// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "bench/benches.h"
#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/law_in_force.h"

namespace daicho::bench {
namespace {

constexpr int clauses_wanted = 300;
constexpr int rounds = 41;

// Policy B with further clauses of measures, each with a text of its own, until there are 300.
std::string policy_of_300_clauses() {
  std::ifstream file(DAICHO_SOURCE_DIR "/policies/b-consulting.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  std::string yaml = text.str();
  int clauses = 0;
  for (std::size_t at = yaml.find("\n  - id: "); at != std::string::npos;
       at = yaml.find("\n  - id: ", at + 1)) {
    ++clauses;
  }
  for (int number = 11; clauses < clauses_wanted; ++number, ++clauses) {
    const std::string n = std::to_string(number);
    yaml +=
        "  - id: measure_" + n + "\n    number: \"" + n + "\"\n    title: {ja: 措置" + n + ", en: Measure " +
        n + "}\n    text:\n      ja: |\n        - 措置" + n +
        "として、情報の取扱いを点検し、2026年4月1日（令和8年4月1日）から記録します。\n        - 窓口は電話 "
        "03-1234-0001 です。\n      en: |\n        - As measure " +
        n +
        " we inspect the handling and keep records from 1 April 2026 (Reiwa 8).\n        - Call the desk, "
        "telephone "
        "03-1234-0001.\n    rules:\n      - control: measure_" +
        n + "\n        label: {ja: 措置" + n + "の点検, en: Inspection " + n +
        "}\n        evidence: inspection_report\n        every: 12 months\n";
  }
  return yaml;
}

}  // namespace

void measure_check(std::vector<Row>& rows) {
  const std::string yaml = policy_of_300_clauses();
  const auto law = service::LawInForce::carried(*base::LocalDate::of(2026, 11, 21));
  const auto digest = crypto::public_digest(yaml);
  std::vector<double> milliseconds;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    const auto compiled = policy::compile(yaml, digest, law->terms());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    if (!compiled.policy) std::fprintf(stderr, "bench: the policy of 300 clauses does not compile\n");
    milliseconds.push_back(took.count());
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  rows.push_back({.name = "check and compile, 300 clauses (" + std::to_string(yaml.size() / 1024) + " KiB)",
                  .ours = milliseconds[milliseconds.size() / 2],
                  .unit = "ms",
                  .limit_name = "goal 50 ms",
                  .limit = 50,
                  .goal = 1,
                  .less_is_better = true});
}

}  // namespace daicho::bench
