// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace daicho::text {

// Full-width katakana for hiragana and for half-width katakana (ﾊﾞ becomes バ); other characters stay.
std::string to_katakana(std::string_view text);

// Hiragana for katakana of either width; ー stays, and so does what hiragana lacks (ヷ ヸ ヹ ヺ).
std::string to_hiragana(std::string_view text);

// The full-width katakana for one hiragana or half-width katakana letter; any other character stays.
char32_t katakana_of(char32_t c);
// ガ for カ, バ for ハ and パ, ヴ for ウ; a full-width katakana that cannot be voiced, and any other
// character, stays.
char32_t with_voicing(char32_t katakana);
// パ for ハ and バ; any other character stays.
char32_t with_half_voicing(char32_t katakana);
// カ for ガ, ハ for バ and パ; any other character stays.
char32_t without_voicing(char32_t katakana);

// Hepburn romaji, letter for letter and in lower case: オオノ is oono, シンイチ is shin'ichi, ホッタ is
// hotta, and ー is left out. What is not kana stays.
std::string hepburn(std::string_view kana);

// The form under which the spellings of one Japanese name in romaji are equal: Ohno, Ono, Oono and Ōno;
// Shinichi and Shin'ichi; Homma and Honma; Mitiko and Michiko. Only a to z are left; everything else is
// dropped. `text` is romaji or kana. Empty when nothing of it can be read.
std::string romaji_key(std::string_view text);

}  // namespace daicho::text
