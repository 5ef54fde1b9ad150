// SPDX-License-Identifier: Apache-2.0
#include "crypto/secret.h"

#include <openssl/crypto.h>

#include <cstring>
#include <utility>

#include "base/check.h"

namespace daicho::crypto {

void wipe(std::string& bytes) {
  // All of the buffer, for a longer value may have stood in it.
  bytes.resize(bytes.capacity());
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
}

Secret Secret::random(base::Randomness& randomness) {
  auto secret = take(randomness.bytes(size));
  CHECK(secret.has_value());
  return std::move(*secret);
}

std::optional<Secret> Secret::take(std::string&& bytes) {
  auto secret = copy_of(bytes);
  wipe(bytes);
  return secret;
}

std::optional<Secret> Secret::copy_of(std::string_view bytes) {
  if (bytes.size() != size) return std::nullopt;
  Secret secret;
  std::memcpy(secret.bytes_.data(), bytes.data(), size);
  return secret;
}

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) {
  OPENSSL_cleanse(other.bytes_.data(), size);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    OPENSSL_cleanse(other.bytes_.data(), size);
  }
  return *this;
}

Secret::~Secret() {
  OPENSSL_cleanse(bytes_.data(), size);
}

Secret Secret::clone() const {
  Secret copy;
  copy.bytes_ = bytes_;
  return copy;
}

SecretBytes SecretBytes::take(std::string&& bytes) {
  SecretBytes secret = copy_of(bytes);
  wipe(bytes);
  return secret;
}

SecretBytes SecretBytes::copy_of(std::string_view bytes) {
  SecretBytes secret;
  secret.bytes_ = std::make_unique<char[]>(bytes.size());
  secret.size_ = bytes.size();
  if (!bytes.empty()) std::memcpy(secret.bytes_.get(), bytes.data(), bytes.size());
  return secret;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(bytes_, other.bytes_);  // the old bytes are wiped with `other`
  std::swap(size_, other.size_);
  return *this;
}

SecretBytes::~SecretBytes() {
  if (bytes_) OPENSSL_cleanse(bytes_.get(), size_);
}

SecretBytes SecretBytes::clone() const {
  return copy_of(expose());
}

}  // namespace daicho::crypto
