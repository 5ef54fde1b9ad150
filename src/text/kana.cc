// SPDX-License-Identifier: Apache-2.0
#include "text/kana.h"

#include <string_view>

#include "text/characters.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// U+FF66 to U+FF9D in their order.
constexpr std::u32string_view half_width_order =
    U"ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリ"
    U"ルレロワン";

// A letter, with voicing, with half voicing.
constexpr std::u32string_view voicing_rows[] = {
    U"カガ",   U"キギ",   U"クグ", U"ケゲ", U"コゴ", U"サザ", U"シジ",   U"スズ",   U"セゼ",
    U"ソゾ",   U"タダ",   U"チヂ", U"ツヅ", U"テデ", U"トド", U"ハバパ", U"ヒビピ", U"フブプ",
    U"ヘベペ", U"ホボポ", U"ウヴ", U"ワヷ", U"ヰヸ", U"ヱヹ", U"ヲヺ",   U"ヽヾ"};

// The letter of c's row at `column`, or c when its row or column does not exist.
char32_t in_voicing_column(char32_t c, std::size_t column) {
  for (const std::u32string_view row : voicing_rows) {
    if (row.find(c) != row.npos) return column < row.size() ? row[column] : c;
  }
  return c;
}

bool is_voicing_mark(char32_t c) {
  return c == 0x3099 || c == 0xFF9E;
}
bool is_half_voicing_mark(char32_t c) {
  return c == 0x309A || c == 0xFF9F;
}

// Full-width katakana, with the marks ﾞ ﾟ put into the letters before them.
std::u32string katakana_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!out.empty() && (is_voicing_mark(c) || is_half_voicing_mark(c))) {
      const char32_t marked = is_voicing_mark(c) ? with_voicing(out.back()) : with_half_voicing(out.back());
      if (marked != out.back()) {
        out.back() = marked;
        continue;
      }
    }
    out.push_back(katakana_of(c));
  }
  return out;
}

}  // namespace

char32_t katakana_of(char32_t c) {
  if (is_between(c, U'ぁ', U'ゖ')) return c - U'ぁ' + U'ァ';
  if (c == U'ゝ' || c == U'ゞ') return c - U'ゝ' + U'ヽ';
  if (is_between(c, 0xFF66, 0xFF9D)) return half_width_order[c - 0xFF66];
  return c;
}

char32_t with_voicing(char32_t katakana) {
  return in_voicing_column(katakana, 1);
}
char32_t with_half_voicing(char32_t katakana) {
  return in_voicing_column(katakana, 2);
}
char32_t without_voicing(char32_t katakana) {
  return in_voicing_column(katakana, 0);
}

std::string to_katakana(std::string_view text) {
  return to_utf8(katakana_code_points(text));
}

std::string to_hiragana(std::string_view text) {
  std::u32string out = katakana_code_points(text);
  for (char32_t& c : out) {
    if (is_between(c, U'ァ', U'ヶ')) c = c - U'ァ' + U'ぁ';
    if (c == U'ヽ' || c == U'ヾ') c = c - U'ヽ' + U'ゝ';
  }
  return to_utf8(out);
}

}  // namespace daicho::text
