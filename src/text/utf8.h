// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace daicho::text {

// What stands for bytes that are not UTF-8.
inline constexpr char32_t replacement_character = U'\uFFFD';

// Reads the code point at byte `at` (< text.size()) and moves `at` behind it. A byte that does not belong to
// well-formed UTF-8 (RFC 3629) reads as U+FFFD, one byte at a time, so every text can be read to its end.
char32_t next_code_point(std::string_view text, std::size_t& at);

// Reads the code point that ends before byte `at` (> 0) and moves `at` to its first byte.
char32_t previous_code_point(std::string_view text, std::size_t& at);

// Writes `code_point` behind `out`; a surrogate or a number above U+10FFFF is written as U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

std::u32string to_code_points(std::string_view text);
std::string to_utf8(std::u32string_view code_points);

}  // namespace daicho::text
