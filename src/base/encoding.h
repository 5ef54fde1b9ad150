// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daicho::base {

// Bytes travel as std::string / std::string_view throughout; a text in them is always UTF-8.

// Lower-case hexadecimal (RFC 4648 §8, lower case).
std::string to_hex(std::string_view bytes);
// Reads hexadecimal of either case; nothing when a character or the length is wrong.
std::optional<std::string> from_hex(std::string_view text);

// Standard Base64 with padding (RFC 4648 §4), as signed notes use it.
std::string to_base64(std::string_view bytes);
// Reads padded Base64 strictly (no white space, no stray bits); nothing when it is wrong.
std::optional<std::string> from_base64(std::string_view text);

// Crockford's Base32 in lower case, without padding or check character; 16 bytes make 26 characters.
std::string to_base32(std::string_view bytes);
// Reads lower-case Crockford Base32 strictly; nothing when a character, the length or a spare bit is wrong.
std::optional<std::string> from_base32(std::string_view text);

// Big-endian integers, whose byte order is their numeric order: the building blocks of store keys.
void append_be32(std::string& out, std::uint32_t value);
void append_be64(std::string& out, std::uint64_t value);
// Reads from the first 4 / 8 bytes of `bytes`, which must be that long.
std::uint32_t read_be32(std::string_view bytes);
std::uint64_t read_be64(std::string_view bytes);

// True when the two are equal; takes the same time wherever they differ. Lengths are not secret.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// Whether `text` is well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool is_utf8(std::string_view text);

}  // namespace daicho::base
