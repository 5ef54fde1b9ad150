// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "service/founding.h"
#include "service/line.h"
#include "service/merkle_hasher.h"
#include "service/register.h"
#include "store/faulty/faulty_store.h"

namespace daicho::simulation {

// Numbers that are the same for the same seed.
class Dice final : public base::Randomness {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
  std::uint64_t next();
  // 0 … n-1.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  std::string bytes(std::size_t size) override;

 private:
  std::uint64_t state_;
};

// The time of the simulation: it stands until it is moved.
class VirtualClock final : public base::Clock {
 public:
  base::Instant now() const override { return now_; }
  void advance(std::chrono::microseconds by) { now_ = now_ + by; }

 private:
  base::Instant now_ = *base::Instant::parse("2026-12-31T00:00:00Z");
};

// A whole register on one thread, on a store that fails as the plan says.
class SimulatedRegister {
 public:
  SimulatedRegister(const std::string& policy_yaml, const service::LawInForce& law, std::uint64_t seed);

  void set_faults(const store::FaultPlan& plan) { store_->set_plan(plan); }
  // Asks and waits, delivering what the store holds back.
  service::Answer ask(const std::string& operation, std::string body,
                      const std::string& idempotency_key = {});

  service::Register& reg() { return *register_; }
  // The store without its faults, for those who check.
  store::Store& truth() { return store_->truth(); }
  store::FaultyStore::Struck struck() const { return store_->struck(); }
  const store::LedgerHasher& hasher() const { return hasher_; }
  Dice dice;
  VirtualClock clock;

 private:
  service::MerkleHasher hasher_;
  const service::LawInForce& law_;
  std::unique_ptr<store::FaultyStore> store_;
  std::unique_ptr<vault::KeyBook> keys_;
  std::unique_ptr<service::Register> register_;
  std::unique_ptr<service::Line> line_;
  std::string api_key_;
};

}  // namespace daicho::simulation
