// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"

#include <array>

#include "base/check.h"

namespace daicho::base {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base32_digits = "0123456789abcdefghjkmnpqrstvwxyz";

constexpr std::array<std::int8_t, 256> reverse_table(std::string_view digits) {
  std::array<std::int8_t, 256> table{};
  for (auto& entry : table) entry = -1;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    table[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}

// Writes `bytes` as digits of `bits` bits each, most significant first, the last digit filled with zero bits.
std::string write_digits(std::string_view bytes, std::string_view digits, unsigned bits) {
  std::string out;
  out.reserve((bytes.size() * 8 + bits - 1) / bits);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (unsigned char byte : bytes) {
    pending = (pending << 8) | byte;
    pending_bits += 8;
    while (pending_bits >= bits) {
      pending_bits -= bits;
      out.push_back(digits[(pending >> pending_bits) & ((1u << bits) - 1)]);
    }
    pending &= (1u << pending_bits) - 1;
  }
  if (pending_bits > 0) out.push_back(digits[(pending << (bits - pending_bits)) & ((1u << bits) - 1)]);
  return out;
}

std::optional<std::string> read_digits(std::string_view text, const std::array<std::int8_t, 256>& values,
                                       unsigned bits) {
  std::string out;
  out.reserve(text.size() * bits / 8);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (unsigned char c : text) {
    const std::int8_t value = values[c];
    if (value < 0) return std::nullopt;
    pending = (pending << bits) | static_cast<std::uint32_t>(value);
    pending_bits += bits;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      out.push_back(static_cast<char>((pending >> pending_bits) & 0xff));
      pending &= (1u << pending_bits) - 1;
    }
  }
  if (pending_bits >= bits || pending != 0) return std::nullopt;
  return out;
}

template <typename Integer>
void append_be(std::string& out, Integer value) {
  for (int shift = static_cast<int>(sizeof(Integer)) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xff));
  }
}

template <typename Integer>
Integer read_be(std::string_view bytes) {
  CHECK(bytes.size() >= sizeof(Integer));
  Integer value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value = static_cast<Integer>((value << 8) | static_cast<unsigned char>(bytes[i]));
  }
  return value;
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  return write_digits(bytes, hex_digits, 4);
}

std::optional<std::string> from_hex(std::string_view text) {
  static constexpr auto values = [] {
    auto table = reverse_table(hex_digits);
    for (char c = 'A'; c <= 'F'; ++c)
      table[static_cast<unsigned char>(c)] = static_cast<std::int8_t>(c - 'A' + 10);
    return table;
  }();
  if (text.size() % 2 != 0) return std::nullopt;
  return read_digits(text, values, 4);
}

std::string to_base64(std::string_view bytes) {
  std::string out = write_digits(bytes, base64_digits, 6);
  while (out.size() % 4 != 0) out.push_back('=');
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  static constexpr auto values = reverse_table(base64_digits);
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  return read_digits(text.substr(0, text.size() - padding), values, 6);
}

std::string to_base32(std::string_view bytes) {
  return write_digits(bytes, base32_digits, 5);
}

std::optional<std::string> from_base32(std::string_view text) {
  static constexpr auto values = reverse_table(base32_digits);
  return read_digits(text, values, 5);
}

void append_be32(std::string& out, std::uint32_t value) {
  append_be(out, value);
}
void append_be64(std::string& out, std::uint64_t value) {
  append_be(out, value);
}
std::uint32_t read_be32(std::string_view bytes) {
  return read_be<std::uint32_t>(bytes);
}
std::uint64_t read_be64(std::string_view bytes) {
  return read_be<std::uint64_t>(bytes);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<unsigned char>(
        difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
  }
  return difference == 0;
}

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  auto continues = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  };
  while (i < text.size()) {
    const unsigned char lead = static_cast<unsigned char>(text[i]);
    const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (lead < 0x80) {
      i += 1;
    } else if (lead >= 0xc2 && lead <= 0xdf && continues(i + 1)) {
      i += 2;
    } else if (lead >= 0xe0 && lead <= 0xef && continues(i + 1) && continues(i + 2) &&
               !(lead == 0xe0 && next < 0xa0) && !(lead == 0xed && next > 0x9f)) {
      i += 3;
    } else if (lead >= 0xf0 && lead <= 0xf4 && continues(i + 1) && continues(i + 2) && continues(i + 3) &&
               !(lead == 0xf0 && next < 0x90) && !(lead == 0xf4 && next > 0x8f)) {
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace daicho::base
