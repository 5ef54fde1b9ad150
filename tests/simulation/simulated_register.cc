// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/simulated_register.h"

#include <stdexcept>

#include "store/memory/memory_store.h"

namespace daicho::simulation {
namespace {

constexpr std::uint32_t buckets = 4;

template <typename T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return std::move(*result);
}

}  // namespace

std::uint64_t Dice::next() {
  // splitmix64 (Steele, Lea, Flood 2014).
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::string Dice::bytes(std::size_t size) {
  std::string out;
  while (out.size() < size) {
    const std::uint64_t number = next();
    for (int shift = 0; shift < 64 && out.size() < size; shift += 8)
      out.push_back(static_cast<char>(number >> shift & 0xff));
  }
  return out;
}

SimulatedRegister::SimulatedRegister(const std::string& policy_yaml, const service::LawInForce& law,
                                     std::uint64_t seed)
    : dice(seed), law_(law) {
  store_ = std::make_unique<store::FaultyStore>(std::make_unique<store::MemoryStore>(buckets, hasher_),
                                                store::FaultPlan{.seed = seed});
  const auto passphrase = crypto::SecretBytes::copy_of("simulation");
  const service::FoundingWish wish{.passphrase = passphrase,
                                   .cost = {.passes = 1, .memory_kibibytes = 64, .lanes = 1},
                                   .policy_yaml = policy_yaml,
                                   .caller = *base::Term::declared("simulation")};
  auto outcome = must(service::found(*store_, wish, law_, clock.now(), dice));
  auto& founded = std::get<service::Founded>(outcome);
  api_key_ = founded.api_key;
  keys_ = std::make_unique<vault::KeyBook>(std::move(founded.keys));
  register_ = std::make_unique<service::Register>(*store_, *keys_, clock, dice, law_);
  line_ = std::make_unique<service::Line>(*register_, [](std::function<void()> work) { work(); });
}

service::Answer SimulatedRegister::ask(const std::string& operation, std::string body,
                                       const std::string& idempotency_key) {
  auto answer = std::make_shared<std::optional<service::Answer>>();
  line_->run({.operation = operation,
              .body = std::move(body),
              .api_key = api_key_,
              .idempotency_key = idempotency_key,
              .part_of_bulk = false,
              .language = base::Language::en},
             [answer](service::Answer given) {
               if (answer->has_value()) throw std::runtime_error("answered twice");
               *answer = std::move(given);
             });
  while (!answer->has_value()) {
    if (!store_->deliver_delayed()) throw std::runtime_error("a request was never answered");
  }
  return std::move(**answer);
}

}  // namespace daicho::simulation
