// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"

// Runs a fuzz target without a fuzzer: over the seeds in a folder, and over simple changes of them. The smoke
// run of every build; `./dev fuzz` does the real thing.
//
//   TARGET_smoke SEED_FOLDER CHANGES
namespace {

std::uint64_t state = 1;
std::uint64_t random_number() {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

std::string changed(std::string seed) {
  const std::uint64_t changes = 1 + random_number() % 4;
  for (std::uint64_t i = 0; i < changes; ++i) {
    const std::size_t at = seed.empty() ? 0 : random_number() % seed.size();
    switch (random_number() % 5) {
      case 0:
        seed.insert(at, 1, static_cast<char>(random_number()));
        break;
      case 1:
        if (!seed.empty()) seed.erase(at, 1 + random_number() % 8);
        break;
      case 2:
        if (!seed.empty()) seed[at] = static_cast<char>(seed[at] ^ (1 << random_number() % 8));
        break;
      case 3:
        seed.insert(at, seed.substr(at, random_number() % 64));
        break;
      default:
        seed.resize(at);
        break;
    }
  }
  return seed;
}

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::vector<std::string> seeds{""};
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream file(entry.path(), std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  for (const std::string& seed : seeds) run(seed);
  const std::uint64_t changes = std::strtoull(argv[2], nullptr, 10);
  for (std::uint64_t i = 0; i < changes; ++i) run(changed(seeds[i % seeds.size()]));
  std::printf("%llu passed, 0 failed\n", static_cast<unsigned long long>(seeds.size() + changes));
  return 0;
}
