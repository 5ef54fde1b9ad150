// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daicho::text {

// 0–9 for a digit of either width, nothing for all else.
std::optional<unsigned> digit_value(char32_t c);

// Whether `c` is a kanji numeral: 〇 零 一–九 十 百 千, or 壱 弐 参 伍 拾 and their old forms.
bool is_kanji_numeral(char32_t c);

// A number by place has at most this many digits.
inline constexpr std::size_t kanji_digits_max = 9;

// The number written in kanji, by place (二〇二六) or by unit up to 九千九百九十九 (二千二十六, 十一);
// nothing when it is neither.
std::optional<std::uint32_t> kanji_number(std::u32string_view numerals);

}  // namespace daicho::text
