// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal.h"

namespace daicho::text {

// The four scripts a name is kept in (B-011).
enum class NameScript : std::uint8_t { kanji = 1, hiragana = 2, katakana = 3, romaji = 4 };
base::Literal public_name(NameScript script);

// Whether `name` may stand in the field of that script. Spaces (also the full-width one) are allowed in each.
//   kanji     ideographs with or without variation selectors, 々 〆 〇, kana of both kinds, ー ・; no gaiji
//   hiragana  hiragana, ー ・ ゝ ゞ
//   katakana  katakana of either width, ー ・ ヽ ヾ ゠
//   romaji    Latin letters of either width with or without accents, and ' ’ - . , ·
// An empty name, or one of marks alone, fits no script.
bool is_written_in(NameScript script, std::string_view name);

// The keys under which a name is indexed: any of name_query_keys(query) equals one of them when the query
// means this name. `name` is one writing of the name in any script, its parts divided by spaces, ・ or
// commas; what stands in parentheses, a reading or a former name, is taken as a name of its own: 高橋
// 花子（旧姓 佐藤）. The keys cover the whole name in both orders, each part alone, and, for kana, the same
// in romaji. A kana key tells キヨウコ from キョウコ; a romaji key does not tell Ono from Ohno. Never empty
// strings, no duplicates, at most name_keys_max.
std::vector<std::string> name_keys(std::string_view name);

// The keys to look up when someone searches for `query`: a whole name (with or without space, in either
// order) or one part of it. 高橋 finds 髙橋, たかはし finds ﾀｶﾊｼ, Ohno finds おおの and Ōno.
std::vector<std::string> name_query_keys(std::string_view query);

// Parts beyond this many are joined to the last.
inline constexpr std::size_t name_parts_max = 6;
inline constexpr std::size_t name_keys_max = 40;

}  // namespace daicho::text
