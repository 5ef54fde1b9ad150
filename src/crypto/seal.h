// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/secret.h"

namespace daicho::crypto {

class Gcm;

// What sealed bytes belong to. It is not stored with them; opening needs the same again, so sealed bytes
// moved to another place do not open.
struct AssociatedData {
  explicit AssociatedData(std::string_view b) : bytes(b) {}
  std::string_view bytes;
};

// An AES-256-GCM key made ready once to seal and open many (spec/sealed-record.md). Thread-safe.
//
// Sealed form: 0x01, a random nonce of 12 bytes, the ciphertext, a tag of 16 bytes. Seal at most 2^32 times
// under one key (NIST SP 800-38D §8.3).
class AeadKey {
 public:
  // Sealed bytes are this much longer than the plaintext.
  static constexpr std::size_t overhead_bytes = 1 + 12 + 16;

  explicit AeadKey(const Secret& key);
  AeadKey(AeadKey&&) noexcept;
  AeadKey& operator=(AeadKey&&) noexcept;
  ~AeadKey();

  std::string seal(std::string_view plaintext, AssociatedData belongs_to, base::Randomness& randomness) const;
  // The plaintext; `corrupt` when a byte of `sealed`, the key or `belongs_to` is not that of sealing.
  base::Result<std::string> open(std::string_view sealed, AssociatedData belongs_to) const;

  // The same for a key that is itself sealed.
  std::string seal(const Secret& plaintext, AssociatedData belongs_to, base::Randomness& randomness) const;
  base::Result<Secret> open_secret(std::string_view sealed, AssociatedData belongs_to) const;

 private:
  std::unique_ptr<Gcm> gcm_;
};

// AeadKey(key).seal and .open for a key that is used once.
std::string seal(const Secret& key, std::string_view plaintext, AssociatedData belongs_to,
                 base::Randomness& randomness);
base::Result<std::string> open(const Secret& key, std::string_view sealed, AssociatedData belongs_to);

}  // namespace daicho::crypto
