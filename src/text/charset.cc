// SPDX-License-Identifier: Apache-2.0
#include "text/charset.h"

#include <algorithm>
#include <utility>

#include "text/jis_tables.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t character_bytes_max = 4;

unsigned byte(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

Error not_in(Encoding encoding, std::size_t offset_bytes) {
  return Error(ErrorCode::invalid_encoding,
               "the bytes at `offset` are no character of the encoding; say which encoding the file is in")
      .with("encoding", encoding)
      .with("offset", Count(offset_bytes));
}

// One character read from bytes: how many it took, 0 when more bytes are needed, and what it is, nothing when
// it is none.
struct Character {
  std::size_t length;
  std::optional<char32_t> code_point;
};
constexpr Character incomplete{0, std::nullopt};
constexpr Character invalid{1, std::nullopt};

Character read_utf8(std::string_view bytes) {
  const unsigned lead = byte(bytes, 0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0) return invalid;
  if (bytes.size() < length) {
    for (std::size_t i = 1; i < bytes.size(); ++i) {
      if ((byte(bytes, i) & 0xC0) != 0x80) return invalid;
    }
    return incomplete;
  }
  std::size_t end = 0;
  const char32_t c = next_code_point(bytes, end);
  return end == length ? Character{length, c} : invalid;
}

Character read_cp932(std::string_view bytes, const JisTables& tables) {
  const unsigned lead = byte(bytes, 0);
  if (lead < 0x80) return {1, lead};
  if (is_half_width_katakana_byte(lead)) return {1, half_width_katakana(lead)};
  if (!is_cp932_lead(lead)) return invalid;
  if (bytes.size() < 2) return incomplete;
  const char32_t c = tables.from_cp932(lead, byte(bytes, 1));
  return c == 0 ? invalid : Character{2, c};
}

Character read_euc(std::string_view bytes, Encoding encoding, const JisTables& tables) {
  const unsigned lead = byte(bytes, 0);
  if (lead < 0x80) return {1, lead};
  const bool is_three = lead == 0x8F && encoding == Encoding::euc_jp;
  if (lead != 0x8E && !is_three && (lead < 0xA1 || lead > 0xFE)) return invalid;
  const std::size_t length = is_three ? 3 : 2;
  for (std::size_t i = 1; i < std::min(length, bytes.size()); ++i) {
    if (byte(bytes, i) < 0xA1 || byte(bytes, i) > 0xFE) return invalid;
  }
  if (bytes.size() < length) return incomplete;
  if (lead == 0x8E) {
    return is_half_width_katakana_byte(byte(bytes, 1)) ? Character{2, half_width_katakana(byte(bytes, 1))}
                                                       : invalid;
  }
  const char32_t c = is_three ? tables.from_euc_jp_plane_2(byte(bytes, 1), byte(bytes, 2))
                     : encoding == Encoding::euc_jp ? tables.from_euc_jp(lead, byte(bytes, 1))
                                                    : tables.from_cp51932(lead, byte(bytes, 1));
  return c == 0 ? invalid : Character{length, c};
}

Character read_character(std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
    case Encoding::utf8_bom:
      return read_utf8(bytes);
    case Encoding::cp932:
      return read_cp932(bytes, jis_tables());
    case Encoding::euc_jp:
    case Encoding::cp51932:
      return read_euc(bytes, encoding, jis_tables());
  }
  return invalid;
}

// How many bytes of ASCII `bytes` begin with.
std::size_t ascii_length(std::string_view bytes) {
  const auto end =
      std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return static_cast<std::size_t>(end - bytes.begin());
}

// The bytes of `c`, big-endian in one number; 0 when the encoding lacks it. `c` is above U+007F.
std::uint32_t bytes_of(char32_t c, Encoding encoding) {
  switch (encoding) {
    case Encoding::cp932:
      return jis_tables().to_cp932(c);
    case Encoding::euc_jp:
      return jis_tables().to_euc_jp(c);
    case Encoding::cp51932:
      return jis_tables().to_cp51932(c);
    case Encoding::utf8:
    case Encoding::utf8_bom:
      return 0;
  }
  return 0;
}

void append_big_endian(std::string& out, std::uint32_t bytes) {
  for (int shift = 16; shift >= 0; shift -= 8) {
    if (bytes >> shift) out.push_back(static_cast<char>(bytes >> shift & 0xFF));
  }
}

base::Result<std::string> encode_utf8(std::string_view utf8, Encoding encoding) {
  for (std::size_t at = 0; at < utf8.size();) {
    const Character character = read_utf8(utf8.substr(at, character_bytes_max));
    if (!character.code_point) return fail(not_in(Encoding::utf8, at));
    at += character.length;
  }
  return std::string(encoding == Encoding::utf8_bom ? byte_order_mark : std::string_view()) +
         std::string(utf8);
}

}  // namespace

base::Literal public_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf8";
    case Encoding::utf8_bom:
      return "utf8_bom";
    case Encoding::cp932:
      return "cp932";
    case Encoding::euc_jp:
      return "euc_jp";
    case Encoding::cp51932:
      return "cp51932";
  }
  return "utf8";
}

Decoder::Decoder(Encoding encoding) : encoding_(encoding) {}

base::Status Decoder::decode(std::string_view chunk, std::string& utf8) {
  if (failed_) return fail(not_in(encoding_, offset_bytes_));
  utf8.reserve(utf8.size() + chunk.size() + chunk.size() / 2);
  // A character cut by the end of the last chunk is completed first.
  while (!cut_.empty() && !chunk.empty() && !failed_) {
    cut_.push_back(chunk.front());
    chunk.remove_prefix(1);
    const Character character = read_character(cut_, encoding_);
    if (character.length == 0) continue;
    failed_ = !take(character.code_point, character.length, utf8);
    cut_.clear();
  }
  failed_ = failed_ || !take_all(chunk, utf8);
  if (failed_) return fail(not_in(encoding_, offset_bytes_));
  return {};
}

bool Decoder::take_all(std::string_view chunk, std::string& utf8) {
  while (!chunk.empty()) {
    const std::size_t ascii = ascii_length(chunk);
    utf8 += chunk.substr(0, ascii);
    offset_bytes_ += ascii;
    chunk.remove_prefix(ascii);
    if (chunk.empty()) return true;
    const Character character = read_character(chunk, encoding_);
    if (character.length == 0) {
      cut_ = chunk;
      return true;
    }
    if (!take(character.code_point, character.length, utf8)) return false;
    chunk.remove_prefix(character.length);
  }
  return true;
}

bool Decoder::take(std::optional<char32_t> character, std::size_t length_bytes, std::string& utf8) {
  if (!character) return false;
  const bool is_mark = offset_bytes_ == 0 && *character == U'\uFEFF' &&
                       (encoding_ == Encoding::utf8 || encoding_ == Encoding::utf8_bom);
  if (!is_mark) append_utf8(utf8, *character);
  offset_bytes_ += length_bytes;
  return true;
}

base::Status Decoder::finish() {
  if (failed_ || !cut_.empty()) return fail(not_in(encoding_, offset_bytes_));
  return {};
}

base::Result<std::string> decode(std::string_view bytes, Encoding encoding) {
  Decoder decoder(encoding);
  std::string utf8;
  RETURN_IF_ERROR(decoder.decode(bytes, utf8));
  RETURN_IF_ERROR(decoder.finish());
  return utf8;
}

base::Result<std::string> encode(std::string_view utf8, Encoding encoding) {
  if (encoding == Encoding::utf8 || encoding == Encoding::utf8_bom) return encode_utf8(utf8, encoding);
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const Character character = read_utf8(utf8.substr(at, character_bytes_max));
    if (!character.code_point) return fail(not_in(Encoding::utf8, at));
    if (*character.code_point < 0x80) {
      out.push_back(static_cast<char>(*character.code_point));
    } else {
      const std::uint32_t written = bytes_of(*character.code_point, encoding);
      if (written == 0) {
        return fail(Error(ErrorCode::invalid_encoding,
                          "the encoding lacks the character at `offset`; write the file in UTF-8")
                        .with("encoding", encoding)
                        .with("offset", Count(at)));
      }
      append_big_endian(out, written);
    }
    at += character.length;
  }
  return out;
}

}  // namespace daicho::text
