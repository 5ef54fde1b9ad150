// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "tests/simulation/workload.h"

// simulation [--seeds N] [--first N] [--steps N] [--minutes M]: runs the register through random work and
// faults, seed by seed, and names the first seed at which a promise is broken.
namespace {

using namespace daicho;
using namespace daicho::simulation;

std::string read_policy() {
  std::ifstream file(DAICHO_SOURCE_DIR "/policies/b-consulting.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

store::FaultPlan faults_of(std::uint64_t seed) {
  store::FaultPlan plan{.seed = seed};
  // Each seed has its own weather: some calm, some with one kind of fault, some with all.
  if (seed % 7 != 0) plan.fails_before = seed % 3 == 0 ? 50 : 5;
  if (seed % 5 != 0) plan.crashes_before = 20;
  if (seed % 4 != 0) plan.crashes_after = 20;
  if (seed % 3 != 0) plan.stale_snapshots = 50;
  if (seed % 2 != 0) plan.delays_answer = 30;
  if (seed % 6 == 0) plan.failing_reads = 3;
  return plan;
}

struct Sum {
  std::uint64_t steps = 0, permitted = 0, denied = 0, errors = 0, faults = 0;
};

// The promise that seed breaks, if any.
std::optional<std::string> run_seed(std::uint64_t seed, std::uint64_t steps, const std::string& policy,
                                    const service::LawInForce& law, Sum& sum) {
  SimulatedRegister reg(policy, law, seed);
  reg.set_faults(faults_of(seed));
  Workload workload(reg);
  for (std::uint64_t step = 0; step < steps; ++step) {
    if (auto broken = workload.step()) return "step " + std::to_string(step) + ": " + *broken;
  }
  reg.set_faults({});
  if (auto broken = broken_law(reg, workload)) return broken;
  const auto struck = reg.struck();
  sum.steps += steps;
  sum.permitted += workload.permitted();
  sum.denied += workload.denied();
  sum.errors += workload.errors();
  sum.faults += struck.fails_before + struck.crashes_before + struck.crashes_after + struck.delays_answer +
                struck.stale_snapshots + struck.failing_reads;
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seeds = 100, first = 1, steps = 150, minutes = 0;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::uint64_t value = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--seeds") == 0) seeds = value;
    if (std::strcmp(argv[i], "--first") == 0) first = value;
    if (std::strcmp(argv[i], "--steps") == 0) steps = value;
    if (std::strcmp(argv[i], "--minutes") == 0) minutes = value;
  }
  const std::string policy = read_policy();
  const auto law = service::LawInForce::carried(*base::LocalDate::of(2026, 11, 21));
  if (!law) return 2;
  const auto until =
      std::chrono::steady_clock::now() + std::chrono::minutes(minutes == 0 ? 24 * 60 : minutes);
  Sum sum;
  std::uint64_t passed = 0;
  for (std::uint64_t seed = first; seed < first + seeds && std::chrono::steady_clock::now() < until; ++seed) {
    if (const auto broken = run_seed(seed, steps, policy, *law, sum)) {
      std::printf("seed %llu breaks a promise: %s\n%llu passed, 1 failed\n",
                  static_cast<unsigned long long>(seed), broken->c_str(),
                  static_cast<unsigned long long>(passed));
      return 1;
    }
    ++passed;
  }
  std::printf("%llu steps, %llu permitted, %llu denied, %llu errors, %llu faults struck\n",
              static_cast<unsigned long long>(sum.steps), static_cast<unsigned long long>(sum.permitted),
              static_cast<unsigned long long>(sum.denied), static_cast<unsigned long long>(sum.errors),
              static_cast<unsigned long long>(sum.faults));
  std::printf("%llu passed, 0 failed\n", static_cast<unsigned long long>(passed));
  return sum.faults > 0 && sum.permitted > 0 && sum.denied > 0 ? 0 : 1;
}
