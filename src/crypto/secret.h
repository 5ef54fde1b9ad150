// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"

namespace daicho::crypto {

// Overwrites `bytes` with zeros in a way that the compiler keeps, and empties it.
void wipe(std::string& bytes);

// A 256-bit key. Its memory is zeroed when it is destroyed and when it is moved from; it has no `<<`, no
// comparison and no copy but clone().
class Secret {
 public:
  static constexpr std::size_t size = 32;

  static Secret random(base::Randomness& randomness);
  // The Secret of exactly 32 bytes, else nothing. The string is wiped either way.
  static std::optional<Secret> take(std::string&& bytes);
  // The same of bytes that someone else wipes.
  static std::optional<Secret> copy_of(std::string_view bytes);

  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  Secret clone() const;

  // The 32 bytes, as long as this Secret lives.
  std::string_view expose() const { return {reinterpret_cast<const char*>(bytes_.data()), size}; }

 private:
  Secret() = default;
  std::array<unsigned char, size> bytes_{};
};

// Secret bytes of any length, e.g. a passphrase. The same care as Secret.
class SecretBytes {
 public:
  SecretBytes() = default;
  // Moves the bytes in and wipes the string.
  static SecretBytes take(std::string&& bytes);
  static SecretBytes copy_of(std::string_view bytes);

  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes();

  SecretBytes clone() const;

  std::string_view expose() const { return {bytes_.get(), size_}; }
  std::size_t size() const { return size_; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace daicho::crypto
