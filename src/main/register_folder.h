// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "base/instant.h"
#include "base/result.h"
#include "crypto/randomness.h"
#include "crypto/secret.h"
#include "service/law_in_force.h"
#include "service/merkle_hasher.h"
#include "service/register.h"
#include "store/store.h"
#include "vault/key_book.h"

namespace daicho {

// The clock of this machine.
class SystemClock final : public base::Clock {
 public:
  base::Instant now() const override;
};

// A register opened from a folder, with everything it is made of, in the order in which it must go again.
class RegisterFolder {
 public:
  enum class Store { must_exist, make };
  // `wrap` may put something between the register and its store. `not_found`, `already_in_use`,
  // `wrong_passphrase`, `corrupt` …
  using Wrap = std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)>;
  static base::Result<std::unique_ptr<RegisterFolder>> open(const std::string& data_folder,
                                                            const crypto::SecretBytes& passphrase,
                                                            const Wrap& wrap = {});
  // Only the store: for a folder that has no keys yet.
  static base::Result<std::unique_ptr<store::Store>> open_store(const std::string& data_folder,
                                                                Store existing,
                                                                std::optional<std::uint32_t> bucket_count,
                                                                const base::Clock& clock,
                                                                const store::LedgerHasher& hasher);

  service::Register& reg() { return *register_; }
  const base::Clock& clock() const { return clock_; }

 private:
  RegisterFolder() = default;
  SystemClock clock_;
  crypto::SystemRandomness randomness_;
  service::MerkleHasher hasher_;
  std::unique_ptr<store::Store> store_;
  std::optional<vault::KeyBook> keys_;
  std::optional<service::LawInForce> law_;
  std::unique_ptr<service::Register> register_;
};

}  // namespace daicho
