// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "crypto/secret.h"

namespace daicho::crypto {

class Gcm;

// The version of a key-encryption key, from 1. Rotation adds one.
struct KeyVersion {
  std::uint32_t number = 0;
  friend auto operator<=>(KeyVersion, KeyVersion) = default;
};

// One version of the key-encryption key: the key that subject keys are wrapped under
// (spec/sealed-record.md). Thread-safe.
//
// Wrapped form, 65 bytes: 0x03, the version in 4 bytes, a nonce of 12, the sealed key of 32, a tag of 16. It
// is bound to operator, subject and version.
class KeyEncryptionKey {
 public:
  static constexpr std::size_t wrapped_size = 65;

  KeyEncryptionKey(const Secret& key, base::OperatorId operator_id, KeyVersion version);
  KeyEncryptionKey(KeyEncryptionKey&&) noexcept;
  KeyEncryptionKey& operator=(KeyEncryptionKey&&) noexcept;
  ~KeyEncryptionKey();

  KeyVersion version() const { return version_; }

  std::string wrap(const Secret& subject_key, const base::SubjectId& subject,
                   base::Randomness& randomness) const;
  // The subject key; `key_unavailable` when another version wrapped it, `corrupt` when it does not open.
  base::Result<Secret> unwrap(std::string_view wrapped, const base::SubjectId& subject) const;

 private:
  std::string associated_data(const base::SubjectId& subject) const;
  base::OperatorId operator_id_;
  KeyVersion version_;
  std::unique_ptr<Gcm> gcm_;
};

// Under which version a key was wrapped; `corrupt` when these are not wrapped bytes.
base::Result<KeyVersion> wrapped_under(std::string_view wrapped);

}  // namespace daicho::crypto
