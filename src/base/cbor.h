// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace daicho::base {

// Writes deterministic CBOR (RFC 8949 §4.2.1): shortest heads, definite lengths; the caller writes map keys
// in ascending order. Unsigned and negative integers, byte and text strings, arrays, maps, bool and null.
class CborWriter {
 public:
  CborWriter& unsigned_integer(std::uint64_t value);
  CborWriter& integer(std::int64_t value);
  CborWriter& bytes(std::string_view value);
  // `value` must be UTF-8.
  CborWriter& text(std::string_view value);
  // Announces `count` elements, which the caller writes next.
  CborWriter& array(std::uint64_t count);
  // Announces `count` pairs, which the caller writes next as key, value, key, value …
  CborWriter& map(std::uint64_t count);
  CborWriter& boolean(bool value);
  CborWriter& null();

  const std::string& view() const { return out_; }
  std::string take() && { return std::move(out_); }

 private:
  void head(unsigned major, std::uint64_t argument);
  std::string out_;
};

// Reads what CborWriter writes and nothing else: any other form is `corrupt`. The bytes must outlive it.
class CborReader {
 public:
  static constexpr std::uint64_t elements_max = 1'000'000;

  explicit CborReader(std::string_view bytes) : rest_(bytes) {}

  Result<std::uint64_t> unsigned_integer();
  Result<std::int64_t> integer();
  Result<std::string_view> bytes();
  Result<std::string_view> text();
  Result<std::uint64_t> array();
  Result<std::uint64_t> map();
  Result<bool> boolean();
  // True and past it when null is next.
  bool take_null();
  // The major type of the next element, or nothing at the end.
  std::optional<unsigned> next_major() const;
  bool at_end() const { return rest_.empty(); }
  // Done when nothing is left; else `corrupt`.
  Status finish() const;

 private:
  Result<std::uint64_t> head(unsigned major);
  Result<std::string_view> string(unsigned major);
  std::string_view rest_;
};

}  // namespace daicho::base
