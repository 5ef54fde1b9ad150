// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/secret.h"

struct evp_pkey_st;

namespace daicho::crypto {

// An Ed25519 signature (RFC 8032).
struct Signature {
  static constexpr std::size_t size = 64;
  std::array<std::uint8_t, size> bytes{};
  // The signature of exactly 64 bytes.
  static std::optional<Signature> from_bytes(std::string_view bytes);
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), size}; }
  friend bool operator==(const Signature&, const Signature&) = default;
};

// The public half of an Ed25519 key. Thread-safe.
class VerifyKey {
 public:
  static constexpr std::size_t size = 32;
  // The key of exactly 32 bytes.
  static std::optional<VerifyKey> from_bytes(std::string_view bytes);

  std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.data()), size}; }
  // Whether `signature` is this key's over `message`.
  bool verify(std::string_view message, const Signature& signature) const;

  friend bool operator==(const VerifyKey& a, const VerifyKey& b) { return a.bytes_ == b.bytes_; }

 private:
  VerifyKey() = default;
  std::array<std::uint8_t, size> bytes_{};
};

// The secret half of an Ed25519 key. Thread-safe.
class SigningKey {
 public:
  // `seed` is the 32-byte private key of RFC 8032.
  explicit SigningKey(const Secret& seed);
  SigningKey(SigningKey&&) noexcept = default;
  SigningKey& operator=(SigningKey&&) noexcept = default;
  ~SigningKey() = default;

  const VerifyKey& verify_key() const { return verify_key_; }
  Signature sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  std::unique_ptr<evp_pkey_st, Free> key_;
  VerifyKey verify_key_;
};

}  // namespace daicho::crypto
