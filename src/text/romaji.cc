// SPDX-License-Identifier: Apache-2.0
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "text/characters.h"
#include "text/kana.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// ァ (U+30A1) to ヺ (U+30FA). ッ and ン are read by their neighbours.
constexpr std::string_view letters[] = {
    "a",  "a",  "i",   "i",  "u",  "u",   "e",  "e",  "o",  "o",         // ァアィイゥウェエォオ
    "ka", "ga", "ki",  "gi", "ku", "gu",  "ke", "ge", "ko", "go",        // カガキギクグケゲコゴ
    "sa", "za", "shi", "ji", "su", "zu",  "se", "ze", "so", "zo",        // サザシジスズセゼソゾ
    "ta", "da", "chi", "ji", "",   "tsu", "zu", "te", "de", "to", "do",  // タダチヂッツヅテデトド
    "na", "ni", "nu",  "ne", "no",                                       // ナニヌネノ
    "ha", "ba", "pa",  "hi", "bi", "pi",  "fu", "bu", "pu",              // ハバパヒビピフブプ
    "he", "be", "pe",  "ho", "bo", "po",                                 // ヘベペホボポ
    "ma", "mi", "mu",  "me", "mo",                                       // マミムメモ
    "ya", "ya", "yu",  "yu", "yo", "yo",                                 // ャヤュユョヨ
    "ra", "ri", "ru",  "re", "ro",                                       // ラリルレロ
    "wa", "wa", "i",   "e",  "o",  "n",                                  // ヮワヰヱヲン
    "vu", "ka", "ke",  "va", "vi", "ve",  "vo"};                         // ヴヵヶヷヸヹヺ
static_assert(std::size(letters) == U'ヺ' - U'ァ' + 1);

// The consonants of a letter before ャ ュ ョ ェ: キャ is k and ya, シャ is sh and a.
constexpr std::pair<char32_t, std::string_view> contracted[] = {
    {U'キ', "ky"}, {U'ギ', "gy"}, {U'シ', "sh"}, {U'ジ', "j"},  {U'チ', "ch"}, {U'ヂ', "j"},
    {U'ニ', "ny"}, {U'ヒ', "hy"}, {U'ビ', "by"}, {U'ピ', "py"}, {U'ミ', "my"}, {U'リ', "ry"},
    {U'テ', "ty"}, {U'デ', "dy"}, {U'フ', "fy"}, {U'ヴ', "vy"}};
// The consonants of a letter before ァ ィ ゥ ェ ォ ヮ: ファ is f and a.
constexpr std::pair<char32_t, std::string_view> combined[] = {
    {U'フ', "f"}, {U'ヴ', "v"}, {U'ツ', "ts"}, {U'テ', "t"},  {U'デ', "d"}, {U'ト', "t"},
    {U'ド', "d"}, {U'ウ', "w"}, {U'ク', "kw"}, {U'グ', "gw"}, {U'ス', "s"}, {U'ズ', "z"}};

template <std::size_t N>
std::optional<std::string_view> consonants(const std::pair<char32_t, std::string_view> (&table)[N],
                                           char32_t c) {
  for (const auto& [letter, sound] : table) {
    if (letter == c) return sound;
  }
  return std::nullopt;
}

// The vowel of a small letter after another: of one of `small_letters`, the character of `vowels` at the same
// place.
std::optional<char> vowel_of(std::u32string_view small_letters, std::string_view vowels, char32_t c) {
  const std::size_t at = small_letters.find(c);
  return at == small_letters.npos ? std::nullopt : std::optional(vowels[at]);
}
std::optional<char> vowel_of_small_y(char32_t c) {
  return vowel_of(U"ャュョ", "auo", c);
}
std::optional<char> vowel_of_small_letter(char32_t c) {
  return vowel_of(U"ァィゥェォヮ", "aiueoa", c);
}

bool is_vowel(char c) {
  return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

// The sound of the syllable at `at`, which moves behind it.
std::string syllable(std::u32string_view kana, std::size_t& at) {
  const char32_t first = kana[at++];
  const char32_t second = at < kana.size() ? kana[at] : 0;
  if (first == U'イ' && second == U'ェ') return ++at, "ye";
  const auto contraction = consonants(contracted, first);
  if (const auto vowel = vowel_of_small_y(second); vowel && contraction)
    return ++at, std::string(*contraction) + *vowel;
  const auto vowel = vowel_of_small_letter(second);
  if (const auto combination = consonants(combined, first); vowel && combination) {
    return ++at, std::string(*combination) + *vowel;
  }
  if (vowel == 'e' && contraction) return ++at, std::string(*contraction) + "e";
  return std::string(letters[first - U'ァ']);
}

// Reads the kana from `at` on, which moves behind what was read, onto `out`.
void append_kana(std::u32string_view kana, std::size_t& at, std::string& out) {
  const bool is_double = kana[at] == U'ッ';
  while (at < kana.size() && kana[at] == U'ッ') ++at;
  if (at == kana.size() || !is_between(kana[at], U'ァ', U'ヺ')) return;
  if (is_double) {
    std::size_t next = at;
    const std::string sound = syllable(kana, next);
    if (!is_vowel(sound.front())) out.push_back(sound.starts_with("ch") ? 't' : sound.front());
  }
  const bool is_n = kana[at] == U'ン';
  out += syllable(kana, at);
  if (!is_n || at == kana.size() || !is_between(kana[at], U'ァ', U'ヺ') || kana[at] == U'ッ') return;
  std::size_t next = at;
  const char following = syllable(kana, next).front();
  if (is_vowel(following) || following == 'y') out.push_back('\'');
}

// Latin letters that do not come apart into a letter and an accent.
std::string_view plain_letters(char32_t c) {
  switch (c) {
    case U'ø':
    case U'Ø':
      return "o";
    case U'ł':
    case U'Ł':
      return "l";
    case U'đ':
    case U'Đ':
    case U'ð':
    case U'Ð':
      return "d";
    case U'æ':
    case U'Æ':
      return "ae";
    case U'œ':
    case U'Œ':
      return "oe";
    case U'ß':
    case U'ẞ':
      return "ss";
    case U'þ':
    case U'Þ':
      return "th";
    case U'ı':
      return "i";
    default:
      return {};
  }
}

// `text` with its letters and accents apart (NFKD).
std::string decomposed(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return std::string(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decomposer = icu::Normalizer2::getNFKDInstance(status);
  CHECK(U_SUCCESS(status));
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  decomposer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink,
                            nullptr, status);
  CHECK(U_SUCCESS(status));
  return out;
}

// The letters a to z of `text` in lower case, without accents; all else is dropped.
std::string plain_latin(std::string_view text) {
  const std::string letters_and_accents = decomposed(text);
  std::string out;
  for (std::size_t at = 0; at < letters_and_accents.size();) {
    const char32_t c = next_code_point(letters_and_accents, at);
    if (is_between(c, U'a', U'z')) {
      out.push_back(static_cast<char>(c));
    } else if (is_between(c, U'A', U'Z')) {
      out.push_back(static_cast<char>(c - U'A' + U'a'));
    } else {
      out += plain_letters(c);
    }
  }
  return out;
}

// Spellings of one sound, each with the one that stands in the key. The first that fits is taken, so a
// spelling that begins with another stands before it.
constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"chy", "ch"},  {"shy", "sh"},  {"dzu", "zu"},  {"sya", "sha"}, {"syu", "shu"}, {"syo", "sho"},
    {"tya", "cha"}, {"tyu", "chu"}, {"tyo", "cho"}, {"cya", "cha"}, {"cyu", "chu"}, {"cyo", "cho"},
    {"zya", "ja"},  {"zyu", "ju"},  {"zyo", "jo"},  {"jya", "ja"},  {"jyu", "ju"},  {"jyo", "jo"},
    {"dya", "ja"},  {"dyu", "ju"},  {"dyo", "jo"},  {"sh", "sh"},   {"ch", "ch"},   {"ts", "ts"},
    {"si", "shi"},  {"ti", "chi"},  {"tu", "tsu"},  {"hu", "fu"},   {"zi", "ji"},   {"di", "ji"},
    {"du", "zu"},   {"wo", "o"},    {"ye", "e"},    {"l", "r"},     {"v", "b"}};

std::string with_one_spelling(std::string_view latin) {
  std::string out;
  for (std::size_t at = 0; at < latin.size();) {
    const std::string_view rest = latin.substr(at);
    std::size_t length = 1;
    std::string_view written = rest.substr(0, 1);
    if (rest.size() > 1 && rest[0] == 'm' && (rest[1] == 'b' || rest[1] == 'p' || rest[1] == 'm'))
      written = "n";
    for (const auto& [spelling, key] : spellings) {
      if (is_vowel(rest.front())) break;
      if (spelling.front() != rest.front() || !rest.starts_with(spelling)) continue;
      length = spelling.size();
      written = key;
      break;
    }
    const bool is_double_ch = written.starts_with("ch") && out.ends_with('t');
    if (is_double_ch) out.back() = 'c';  // Hatchobori is Hacchobori
    out += written;
    at += length;
  }
  return out;
}

// Long o and u as short ones, however they were written: ou, oo, oh, uu, uh.
std::string with_short_vowels(std::string_view latin) {
  std::string out;
  for (std::size_t at = 0; at < latin.size(); ++at) {
    const char c = latin[at], last = out.empty() ? '\0' : out.back();
    const bool before_vowel = at + 1 < latin.size() && is_vowel(latin[at + 1]);
    if (c == 'h' && is_vowel(last) && !before_vowel) continue;
    if ((c == 'o' && last == 'o') || (c == 'u' && (last == 'o' || last == 'u'))) continue;
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::string hepburn(std::string_view kana) {
  const std::u32string characters = to_code_points(to_katakana(kana));
  std::string out;
  for (std::size_t at = 0; at < characters.size();) {
    const char32_t c = characters[at];
    if (c == long_vowel_mark) {
      ++at;
    } else if (is_between(c, U'ァ', U'ヺ')) {
      append_kana(characters, at, out);
    } else {
      append_utf8(out, c);
      ++at;
    }
  }
  return out;
}

std::string romaji_key(std::string_view text) {
  return with_short_vowels(with_one_spelling(plain_latin(hepburn(text))));
}

}  // namespace daicho::text
