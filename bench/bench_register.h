// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "crypto/randomness.h"
#include "service/founding.h"
#include "service/line.h"
#include "service/merkle_hasher.h"
#include "service/register.h"
#include "service/workers.h"
#include "store/store.h"

namespace daicho::bench {

// A clock that tells the time of this machine, or one that was set.
class BenchClock final : public base::Clock {
 public:
  base::Instant now() const override;
  void set(base::Instant at) { fixed_ = at; }
  void run_on() { fixed_.reset(); }

 private:
  std::optional<base::Instant> fixed_;
};

// A register on RocksDB under policy B, filled for measuring.
class BenchRegister {
 public:
  explicit BenchRegister(const std::string& folder);

  // Asks and waits for the answer. Ends the program when it is an error.
  std::string ask(const std::string& operation, std::string body);
  // The same, whatever the answer.
  service::Answer ask_anything(const std::string& operation, std::string body);
  // Hands in and goes on; `done` is called later.
  void submit(const std::string& operation, std::string body, std::function<void(service::Answer)> done);

  // Enters `count` persons with a profile each, `threads` at once; their ids.
  std::vector<std::string> enter_persons(std::size_t count, unsigned threads);
  // Enters `count` web-access records for one person, acquired at `at`.
  void enter_web_access(const std::string& subject, std::size_t count, const std::string& at);

  service::Register& reg() { return *register_; }
  store::Store& store() { return *store_; }
  BenchClock clock;

 private:
  crypto::SystemRandomness randomness_;
  service::MerkleHasher hasher_;
  std::unique_ptr<store::Store> store_;
  std::optional<vault::KeyBook> keys_;
  std::optional<service::LawInForce> law_;
  std::unique_ptr<service::Register> register_;
  std::unique_ptr<service::Workers> workers_;
  std::unique_ptr<service::Line> line_;
  std::string api_key_;
};

// The body of an acquisition of person number `number`.
std::string profile_of(std::uint64_t number);
// The text of `name` in a JSON object, at its first place.
std::string text_in(const std::string& json, const std::string& name);

}  // namespace daicho::bench
