// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "crypto/randomness.h"
#include "service/founding.h"
#include "service/merkle_hasher.h"
#include "service/register.h"
#include "store/memory/memory_store.h"

namespace daicho::scenario {

// A clock that the scenario sets.
class ScenarioClock final : public base::Clock {
 public:
  base::Instant now() const override { return base::Instant::from_microseconds(now_.load()); }
  void set(base::Instant now) { now_.store(now.microseconds()); }

 private:
  std::atomic<std::int64_t> now_{0};
};

// An empty register on the memory store, under one policy, with a caller who may do everything.
class World {
 public:
  // `policy_invalid` for a policy with errors.
  static base::Result<std::unique_ptr<World>> create(const std::string& policy_yaml);

  ScenarioClock clock;
  std::string api_key;
  service::Register& reg() { return *register_; }

 private:
  World() = default;

  crypto::SystemRandomness randomness_;
  service::MerkleHasher hasher_;
  store::MemoryStore store_{8, hasher_};
  service::LawInForce law_;
  std::unique_ptr<vault::KeyBook> keys_;
  std::unique_ptr<service::Register> register_;
};

}  // namespace daicho::scenario
