// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daicho::text {

// Keys are for finding, never for keeping: they drop what the person wrote (①, 髙, 葛󠄀). Store the
// original beside them. spec/text.md says byte for byte what each key is; spec/vectors/text/ holds examples.
// All functions are pure and thread-safe, and take any bytes (what is not UTF-8 counts as U+FFFD).

// The form under which two writings of the same Japanese text are equal: width, case, hiragana or katakana,
// spaces, variation selectors, kinds of dash, repetition marks and kanji variants do not matter. Small and
// large kana do (キヨウコ is not キョウコ), and so do voicing marks.
std::string matching_key(std::string_view text);

// The same, but kanji variants stay apart (髙 is not 高), for questions about the exact form of a name.
std::string strict_matching_key(std::string_view text);

// Unicode NFKC and nothing more.
std::string nfkc(std::string_view text);

// Full-width ASCII (Ａ１＠) and the ideographic space as plain ASCII; all other characters as they are.
std::string half_width_ascii(std::string_view text);

// The text without its variation selectors (U+FE00–FE0F, U+E0100–E01EF, U+180B–180D).
std::string without_variation_selectors(std::string_view text);

// One character of a private use area (外字): it has a meaning only on the computer it was written on.
struct Gaiji {
  std::size_t offset_bytes;
  char32_t code_point;
};

// Every gaiji of the text, in order. A name that has one cannot be printed or matched until a person has said
// which character is meant.
std::vector<Gaiji> find_gaiji(std::string_view text);
bool contains_gaiji(std::string_view text);

}  // namespace daicho::text
