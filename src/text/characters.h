// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace daicho::text {

// The classes of characters that Japanese text is sorted into. Each takes the code point as it stands,
// without any normalisation.

inline constexpr char32_t long_vowel_mark = U'ー';  // U+30FC
inline constexpr char32_t ideographic_space = U'\u3000';
inline constexpr char32_t middle_dot = U'・';       // U+30FB
inline constexpr char32_t repetition_mark = U'々';  // U+3005

constexpr bool is_between(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

// A space of any width, a tab or an end of line.
constexpr bool is_space(char32_t c) {
  return c == U' ' || is_between(c, 0x09, 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         is_between(c, 0x2000, 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == ideographic_space;
}

// Han: unified ideographs with their extensions, compatibility ideographs, and 〇.
constexpr bool is_ideograph(char32_t c) {
  return is_between(c, 0x4E00, 0x9FFF) || is_between(c, 0x3400, 0x4DBF) || is_between(c, 0xF900, 0xFAFF) ||
         is_between(c, 0x20000, 0x323AF) || c == U'〇';
}

// The radicals ⺀ to ⻳, which PDF files use in place of ideographs.
constexpr bool is_radical(char32_t c) {
  return is_between(c, 0x2E80, 0x2EF3);
}

// Letters ぁ to ゖ and ゟ, without marks.
constexpr bool is_hiragana_letter(char32_t c) {
  return is_between(c, 0x3041, 0x3096) || c == U'ゟ';
}
// Letters ァ to ヺ, ヿ and the small ones for Ainu, without marks; full width.
constexpr bool is_katakana_letter(char32_t c) {
  return is_between(c, 0x30A1, 0x30FA) || c == U'ヿ' || is_between(c, 0x31F0, 0x31FF);
}
// Half-width katakana letters ｦ to ﾝ, without ｰ ﾞ ﾟ.
constexpr bool is_half_width_katakana_letter(char32_t c) {
  return is_between(c, 0xFF66, 0xFF6F) || is_between(c, 0xFF71, 0xFF9D);
}

// A character of a private use area: one company's own (外字).
constexpr bool is_gaiji(char32_t c) {
  return is_between(c, 0xE000, 0xF8FF) || is_between(c, 0xF0000, 0xFFFFD) ||
         is_between(c, 0x100000, 0x10FFFD);
}

constexpr bool is_variation_selector(char32_t c) {
  return is_between(c, 0xFE00, 0xFE0F) || is_between(c, 0xE0100, 0xE01EF) || is_between(c, 0x180B, 0x180D);
}

// Any dash, hyphen, minus or horizontal line, and the long vowel mark: people type each for each.
constexpr bool is_dash(char32_t c) {
  return c == U'-' || is_between(c, 0x2010, 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 ||
         c == 0x2501 || c == 0x2796 || c == 0x2E3A || c == 0x2E3B || c == 0x31D0 || c == 0xFE58 ||
         c == 0xFE63 || c == 0xFF0D || c == long_vowel_mark || c == 0xFF70 || c == 0x207B || c == 0x208B;
}

// Any wave dash or tilde.
constexpr bool is_wave(char32_t c) {
  return c == U'~' || c == 0x301C || c == 0xFF5E || c == 0x223C || c == 0x223E || c == 0x3030 ||
         c == 0x02DC || c == 0x2053;
}

}  // namespace daicho::text
