// SPDX-License-Identifier: Apache-2.0
#include "text/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "base/check.h"
#include "base/encoding.h"
#include "text/characters.h"
#include "text/kana.h"
#include "text/kanji_variants.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

enum class Kanji { as_written, representative };

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// ICU owns its normalisers and loads each once.
const icu::Normalizer2& nfkc_normaliser() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normaliser = icu::Normalizer2::getNFKCInstance(status);
  CHECK(U_SUCCESS(status));
  return *normaliser;
}

const icu::Normalizer2& case_folding_normaliser() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normaliser = icu::Normalizer2::getNFKCCasefoldInstance(status);
  CHECK(U_SUCCESS(status));
  return *normaliser;
}

std::string normalised(const icu::Normalizer2& normaliser, std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 2);
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  normaliser.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink,
                           nullptr, status);
  CHECK(U_SUCCESS(status));
  return out;
}

std::string ascii_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (const char c : text) {
    if (is_space(static_cast<unsigned char>(c))) continue;
    key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
  }
  return key;
}

// The character that `c` becomes when `previous` was the last one of the key.
char32_t key_character(char32_t c, char32_t previous, Kanji kanji) {
  if (is_hiragana_letter(c)) return katakana_of(c);
  if (is_dash(c) || is_wave(c)) {
    if (is_katakana_letter(previous) || previous == long_vowel_mark) return long_vowel_mark;
    return is_dash(c) ? U'-' : U'~';
  }
  if (c == U'ゝ' || c == U'ヽ') return is_katakana_letter(previous) ? without_voicing(previous) : U'ヽ';
  if (c == U'ゞ' || c == U'ヾ') return is_katakana_letter(previous) ? with_voicing(previous) : U'ヾ';
  if (c == repetition_mark || c == U'〻') return is_ideograph(previous) ? previous : repetition_mark;
  if (kanji == Kanji::representative && (is_ideograph(c) || is_radical(c))) return kanji_representative(c);
  return c;
}

// Folded text without spaces. A mark that stood behind a space (か゛ is か, a space and the mark) joins the
// letter.
std::string folded_without_spaces(std::string_view text) {
  const std::string folded = normalised(case_folding_normaliser(), text);
  std::string out;
  out.reserve(folded.size());
  bool has_space = false, has_mark = false;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(folded, at);
    has_space = has_space || is_space(c);
    has_mark = has_mark || is_between(c, 0x300, 0x36F) || c == 0x3099 || c == 0x309A;
    if (!is_space(c)) out.append(folded, begin, at - begin);
  }
  return has_space && has_mark ? normalised(case_folding_normaliser(), out) : out;
}

std::string key_of(std::string_view text, Kanji kanji) {
  if (is_ascii(text)) return ascii_key(text);
  const std::string folded = folded_without_spaces(text);
  std::string key;
  key.reserve(folded.size());
  char32_t previous = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = key_character(next_code_point(folded, at), previous, kanji);
    append_utf8(key, c);
    previous = c;
  }
  return key;
}

}  // namespace

std::string matching_key(std::string_view text) {
  return key_of(text, Kanji::representative);
}
std::string strict_matching_key(std::string_view text) {
  return key_of(text, Kanji::as_written);
}

std::string nfkc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  if (base::is_utf8(text)) return normalised(nfkc_normaliser(), text);
  return normalised(nfkc_normaliser(), to_utf8(to_code_points(text)));
}

std::string half_width_ascii(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    if (is_between(c, U'！', U'～')) c = c - U'！' + U'!';
    append_utf8(out, c == ideographic_space ? U' ' : c);
  }
  return out;
}

std::string without_variation_selectors(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_variation_selector(c)) append_utf8(out, c);
  }
  return out;
}

std::vector<Gaiji> find_gaiji(std::string_view text) {
  std::vector<Gaiji> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t offset_bytes = at;
    const char32_t c = next_code_point(text, at);
    if (is_gaiji(c)) found.push_back({offset_bytes, c});
  }
  return found;
}

bool contains_gaiji(std::string_view text) {
  return !find_gaiji(text).empty();
}

}  // namespace daicho::text
