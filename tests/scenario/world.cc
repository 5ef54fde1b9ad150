// SPDX-License-Identifier: Apache-2.0
#include "tests/scenario/world.h"

#include <stdexcept>

namespace daicho::scenario {
namespace {

// A world is founded when its policy is in force; the scenario then sets its own time, earlier or later.
constexpr const char* founded_at = "2026-12-31T00:00:00Z";

template <typename T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return std::move(*result);
}

}  // namespace

World::World(const std::string& policy_yaml)
    : law_(must(service::LawInForce::carried(base::LocalDate::on(*base::Instant::parse(founded_at))))) {
  clock.set(*base::Instant::parse(founded_at));
  const auto passphrase = crypto::SecretBytes::copy_of("scenario");
  const service::FoundingWish wish{.passphrase = passphrase,
                                   .cost = {.passes = 1, .memory_kibibytes = 64, .lanes = 1},
                                   .policy_yaml = policy_yaml,
                                   .caller = *base::Term::declared("scenario")};
  auto outcome = must(service::found(store_, wish, law_, clock.now(), randomness_));
  auto& founded = std::get<service::Founded>(outcome);
  api_key = founded.api_key;
  keys_ = std::make_unique<vault::KeyBook>(std::move(founded.keys));
  register_ = std::make_unique<service::Register>(store_, *keys_, clock, randomness_, law_);
}

}  // namespace daicho::scenario
