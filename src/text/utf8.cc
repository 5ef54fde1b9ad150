// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.h"

#include <algorithm>

namespace daicho::text {
namespace {

// The lowest code point that needs a sequence of 2, 3 and 4 bytes: what is below is an overlong form.
constexpr char32_t lowest_of_length[] = {0, 0, 0x80, 0x800, 0x10000};

std::size_t sequence_length(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_scalar(char32_t c) {
  return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  const std::size_t length = sequence_length(lead);
  if (length == 0 || text.size() - at < length) {
    ++at;
    return replacement_character;
  }
  char32_t c = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto trail = static_cast<unsigned char>(text[at + i]);
    if ((trail & 0xC0u) != 0x80u) {
      ++at;
      return replacement_character;
    }
    c = c << 6 | (trail & 0x3Fu);
  }
  if (c < lowest_of_length[length] || !is_scalar(c)) {
    ++at;
    return replacement_character;
  }
  at += length;
  return c;
}

char32_t previous_code_point(std::string_view text, std::size_t& at) {
  constexpr std::size_t sequence_max = 4;
  for (std::size_t length = std::min(sequence_max, at); length > 1; --length) {
    std::size_t end = at - length;
    const char32_t c = next_code_point(text.substr(0, at), end);
    if (end != at) continue;
    at -= length;
    return c;
  }
  --at;
  std::size_t end = at;
  return next_code_point(text.substr(0, at + 1), end);
}

void append_utf8(std::string& out, char32_t c) {
  if (!is_scalar(c)) c = replacement_character;
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out.push_back(next_code_point(text, at));
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 3);
  for (const char32_t c : code_points) append_utf8(out, c);
  return out;
}

}  // namespace daicho::text
