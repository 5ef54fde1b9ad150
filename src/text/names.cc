// SPDX-License-Identifier: Apache-2.0
#include "text/names.h"

#include <algorithm>

#include "text/characters.h"
#include "text/kana.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

// Before a romaji key that comes from a name written in romaji. A search by kana looks among these only:
// where the kana are known, they are more exact.
constexpr char written_in_romaji = '~';
// A name, a reading and a former name; more parentheses are joined to the last.
constexpr std::size_t names_of_one_person_max = 3;

bool is_part_divider(char32_t c) {
  return is_space(c) || c == U',' || c == U'，' || c == U'、' || c == middle_dot || c == U'･' || c == U'·' ||
         c == U'゠' || c == U'=' || c == U'＝';
}

bool is_latin_letter(char32_t c) {
  return is_between(c, U'A', U'Z') || is_between(c, U'a', U'z') || is_between(c, U'Ａ', U'Ｚ') ||
         is_between(c, U'ａ', U'ｚ') || (is_between(c, 0xC0, 0x24F) && c != U'×' && c != U'÷') ||
         is_between(c, 0x1E00, 0x1EFF);
}
bool is_latin_mark(char32_t c) {
  return c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'＇' || c == U'-' || c == U'‐' ||
         c == U'‑' || c == U'－' || c == U'.' || c == U'．' || c == U',' || c == U'，' || c == U'·' ||
         is_between(c, 0x300, 0x36F);
}
bool is_voicing(char32_t c) {
  return c == 0x3099 || c == 0x309A;
}

bool is_letter_of(NameScript script, char32_t c) {
  switch (script) {
    case NameScript::kanji:
      return is_ideograph(c) || is_hiragana_letter(c) || is_katakana_letter(c);
    case NameScript::hiragana:
      return is_hiragana_letter(c);
    case NameScript::katakana:
      return is_katakana_letter(c) || is_half_width_katakana_letter(c);
    case NameScript::romaji:
      return is_latin_letter(c);
  }
  return false;
}

bool is_mark_of(NameScript script, char32_t c) {
  const bool is_kana_mark = c == long_vowel_mark || c == middle_dot || is_voicing(c);
  switch (script) {
    case NameScript::kanji:
      return is_kana_mark || c == repetition_mark || c == U'〆' || c == U'〻' || c == U'ゝ' || c == U'ゞ' ||
             c == U'ヽ' || c == U'ヾ' || is_variation_selector(c);
    case NameScript::hiragana:
      return is_kana_mark || c == U'ゝ' || c == U'ゞ';
    case NameScript::katakana:
      return is_kana_mark || c == U'ヽ' || c == U'ヾ' || c == U'゠' || c == U'ｰ' || c == U'･' ||
             c == 0xFF9E || c == 0xFF9F;
    case NameScript::romaji:
      return is_latin_mark(c);
  }
  return false;
}

// How one part of a name is written, as far as its keys care.
enum class Writing { kana, romaji, other };

// A part of a name: its key as written, and its key in romaji where it has one.
struct Part {
  std::string key;
  std::string romaji;
  Writing writing;
};

Writing writing_of(std::u32string_view key) {
  const auto is_kana = [](char32_t c) {
    return is_katakana_letter(c) || c == long_vowel_mark || is_voicing(c);
  };
  const auto is_latin = [](char32_t c) { return is_latin_letter(c) || is_latin_mark(c); };
  if (std::all_of(key.begin(), key.end(), is_kana)) return Writing::kana;
  if (std::all_of(key.begin(), key.end(), is_latin)) return Writing::romaji;
  return Writing::other;
}

// 鎌ケ谷 for 鎌ヶ谷 and 鎌が谷.
void unify_ke(std::u32string& key) {
  for (std::size_t i = 1; i + 1 < key.size(); ++i) {
    if ((key[i] == U'ヶ' || key[i] == U'ガ') && is_ideograph(key[i - 1]) && is_ideograph(key[i + 1]))
      key[i] = U'ケ';
  }
}

Part part_of(std::u32string_view written) {
  std::u32string key = to_code_points(matching_key(to_utf8(written)));
  unify_ke(key);
  const Writing writing = writing_of(key);
  Part part{to_utf8(key), {}, writing};
  switch (writing) {
    case Writing::kana:
      part.romaji = romaji_key(part.key);
      break;
    case Writing::romaji:
      part.romaji = romaji_key(part.key);
      part.key.clear();
      break;
    case Writing::other:
      break;
  }
  return part;
}

// Takes 旧姓 and the like, and a colon, off the front of what stands in parentheses.
std::u32string_view without_word_in_front(std::u32string_view name) {
  for (const std::u32string_view word : {U"旧姓", U"旧氏", U"通称", U"本名", U"旧"}) {
    if (!name.starts_with(word)) continue;
    name.remove_prefix(word.size());
    while (name.starts_with(U':') || name.starts_with(U'：')) name.remove_prefix(1);
    break;
  }
  return name;
}

// The name without what stands in parentheses, and then each name that stands there: a reading or a former
// name.
std::vector<std::u32string> names_in(std::string_view text) {
  std::vector<std::u32string> names(1);
  bool is_inside = false;
  for (const char32_t c : to_code_points(text)) {
    const bool opens = c == U'(' || c == U'（', closes = c == U')' || c == U'）';
    if (opens && !is_inside && names.size() < names_of_one_person_max) names.emplace_back();
    if (opens || closes) {
      is_inside = opens;
      names.front().push_back(U' ');
    } else {
      (is_inside ? names.back() : names.front()).push_back(c);
    }
  }
  for (std::size_t i = 1; i < names.size(); ++i) names[i] = without_word_in_front(names[i]);
  return names;
}

std::vector<Part> parts_of(std::u32string_view name) {
  std::vector<std::u32string> written(1);
  for (const char32_t c : name) {
    if (!is_part_divider(c)) {
      written.back().push_back(c);
    } else if (!written.back().empty() && written.size() < name_parts_max) {
      written.emplace_back();
    }
  }
  std::vector<Part> parts;
  for (const std::u32string& text : written) {
    Part part = part_of(text);
    if (!part.key.empty() || !part.romaji.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

// The parts, in the order in which they make a whole name, as one part.
Part joined(const std::vector<Part>& parts, const std::vector<std::size_t>& order) {
  Part whole{{}, {}, parts[order.front()].writing};
  bool has_romaji = true;
  for (const std::size_t i : order) {
    const Part& part = parts[i];
    if (part.writing != whole.writing) whole.writing = Writing::other;
    whole.key += part.key.empty() ? part.romaji : part.key;
    whole.romaji += part.romaji;
    has_romaji = has_romaji && !part.romaji.empty();
  }
  if (whole.writing == Writing::romaji) whole.key.clear();
  whole.romaji = has_romaji ? romaji_key(whole.romaji) : std::string();
  return whole;
}

// As written; with the last part first (family name last or first); and, when the name has middle names, with
// the first part last and without the middle, both ways.
std::vector<std::vector<std::size_t>> whole_orders(std::size_t count) {
  if (count == 0) return {};
  std::vector<std::size_t> as_written(count);
  for (std::size_t i = 0; i < count; ++i) as_written[i] = i;
  std::vector<std::vector<std::size_t>> orders = {as_written};
  if (count < 2) return orders;
  std::vector<std::size_t> last_first = as_written;
  std::rotate(last_first.begin(), last_first.end() - 1, last_first.end());
  orders.push_back(std::move(last_first));
  if (count == 2) return orders;
  std::rotate(as_written.begin(), as_written.begin() + 1, as_written.end());
  orders.push_back(std::move(as_written));
  orders.push_back({0, count - 1});
  orders.push_back({count - 1, 0});
  return orders;
}

void add(std::vector<std::string>& keys, std::string key) {
  if (key.empty() || keys.size() == name_keys_max) return;
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

void add_index_keys(std::vector<std::string>& keys, const Part& part) {
  add(keys, part.key);
  add(keys, part.romaji);
  if (part.writing == Writing::romaji && !part.romaji.empty()) add(keys, written_in_romaji + part.romaji);
}

void add_query_keys(std::vector<std::string>& keys, const Part& part) {
  add(keys, part.key);
  if (part.romaji.empty()) return;
  add(keys, part.writing == Writing::romaji ? part.romaji : written_in_romaji + part.romaji);
}

}  // namespace

base::Literal public_name(NameScript script) {
  switch (script) {
    case NameScript::kanji:
      return "kanji";
    case NameScript::hiragana:
      return "hiragana";
    case NameScript::katakana:
      return "katakana";
    case NameScript::romaji:
      return "romaji";
  }
  return "kanji";
}

bool is_written_in(NameScript script, std::string_view name) {
  bool has_letter = false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    if (is_letter_of(script, c)) {
      has_letter = true;
    } else if (!is_mark_of(script, c) && c != U' ' && c != ideographic_space) {
      return false;
    }
  }
  return has_letter;
}

std::vector<std::string> name_keys(std::string_view name) {
  std::vector<std::vector<Part>> names;
  for (const std::u32string& one : names_in(name)) names.push_back(parts_of(one));
  std::vector<std::string> keys;
  for (const std::vector<Part>& parts : names) {
    for (const auto& order : whole_orders(parts.size())) add_index_keys(keys, joined(parts, order));
  }
  for (const std::vector<Part>& parts : names) {
    for (const Part& part : parts) add_index_keys(keys, part);
  }
  return keys;
}

std::vector<std::string> name_query_keys(std::string_view query) {
  std::vector<std::string> keys;
  for (const std::u32string& one : names_in(query)) {
    const std::vector<Part> parts = parts_of(one);
    for (const auto& order : whole_orders(parts.size())) {
      if (order.size() == parts.size()) add_query_keys(keys, joined(parts, order));
    }
  }
  return keys;
}

}  // namespace daicho::text
