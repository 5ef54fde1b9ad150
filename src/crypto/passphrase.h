// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "crypto/secret.h"

namespace daicho::crypto {

// What one guess at a passphrase costs (RFC 9106 §3.1). The default is the second recommended choice of
// RFC 9106 §4 with one lane: about half a second of one core. Stored beside the salt, for it may grow.
struct PassphraseCost {
  std::uint32_t passes = 3;
  std::uint32_t memory_kibibytes = 64 * 1024;
  std::uint32_t lanes = 1;
  friend bool operator==(const PassphraseCost&, const PassphraseCost&) = default;
};

// The random bytes that make two equal passphrases two keys. Not secret; 16 bytes are right, 8 the least.
struct Salt {
  explicit Salt(std::string_view b) : bytes(b) {}
  std::string_view bytes;
};

// The key that a passphrase opens: Argon2id version 1.3 (RFC 9106). Uses memory_kibibytes of memory while it
// runs. `invalid_value` when cost or salt is outside RFC 9106 or the memory is above 4 GiB; `unavailable`
// when there is not so much memory.
base::Result<Secret> key_from_passphrase(const SecretBytes& passphrase, Salt salt,
                                         const PassphraseCost& cost);

// All inputs of Argon2id, for what needs the rarer ones and for the test vectors.
struct Argon2idInput {
  std::string_view passphrase;
  std::string_view salt;
  std::string_view secret = {};
  std::string_view associated_data = {};
  PassphraseCost cost = {};
};
base::Result<Secret> argon2id(const Argon2idInput& input);

}  // namespace daicho::crypto
