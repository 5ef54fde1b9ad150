// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include "text/characters.h"
#include "text/charset.h"
#include "text/jis_tables.h"
#include "text/kana.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// The text that bytes are in one encoding.
struct Reading {
  std::string text;
  bool is_cut;  // whether the bytes end inside a character, which is left out
};

// Nothing when the bytes are no text of the encoding.
std::optional<Reading> reading(std::string_view bytes, Encoding encoding) {
  Decoder decoder(encoding);
  Reading out{{}, false};
  if (!decoder.decode(bytes, out.text)) return std::nullopt;
  out.is_cut = !decoder.finish();
  return out;
}

// Whether `c` is one of the 2965 kanji of everyday use (JIS X 0208 level 1).
bool is_everyday_kanji(char32_t c) {
  const std::uint32_t bytes = jis_tables().to_cp932(c);
  return bytes >= 0x889F && bytes <= 0x9872;
}

// A file seldom ends inside a character; the first part of one may.
constexpr int cut_likelihood = -8;

// How likely `c` behind `previous` is in Japanese text, per character.
int likelihood(char32_t c, char32_t previous) {
  if (c < 0x80) return c < 0x20 && !is_space(c) ? -12 : 0;
  if (is_hiragana_letter(c)) return 12;
  if (is_katakana_letter(c) || c == long_vowel_mark) return 8;
  if (is_everyday_kanji(c)) return 8;
  if (is_between(c, 0xFF01, 0xFF5E) || is_between(c, 0x3000, 0x3011)) return 4;
  if (c == 0xFF9E) return with_voicing(katakana_of(previous)) == katakana_of(previous) ? -12 : 3;
  if (c == 0xFF9F) return with_half_voicing(katakana_of(previous)) == katakana_of(previous) ? -12 : 3;
  if (is_between(c, 0xFF66, 0xFF9D)) return 3;
  if (is_gaiji(c)) return -12;
  return -4;
}

std::int64_t likelihood(std::string_view text) {
  std::int64_t sum = 0;
  char32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    sum += likelihood(c, previous);
    previous = c;
  }
  return sum;
}

}  // namespace

std::optional<Encoding> guess_encoding(std::string_view bytes) {
  if (bytes.find('\0') != bytes.npos) return std::nullopt;
  if (reading(bytes, Encoding::utf8)) {
    return bytes.starts_with("\xEF\xBB\xBF") ? Encoding::utf8_bom : Encoding::utf8;
  }
  // Of equal ones the first, which is the commonest.
  std::optional<Encoding> best;
  std::int64_t best_likelihood = 0;
  for (const Encoding encoding : {Encoding::cp932, Encoding::euc_jp, Encoding::cp51932}) {
    const auto read = reading(bytes, encoding);
    if (!read) continue;
    const std::int64_t found = likelihood(read->text) + (read->is_cut ? cut_likelihood : 0);
    if (best && found <= best_likelihood) continue;
    best = encoding;
    best_likelihood = found;
  }
  return best;
}

}  // namespace daicho::text
