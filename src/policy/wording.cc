// SPDX-License-Identifier: Apache-2.0
#include "policy/wording.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "policy/dates.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

// One letter of a UTF-8 text. What is not UTF-8 never comes here: the file was checked.
struct Letter {
  char32_t code;
  std::size_t size;
};

Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xe0) return {(first & 0x1f) << 6 | (byte(1) & 0x3f), 2};
  if (first < 0xf0) return {(first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f), 3};
  return {(first & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f), 4};
}

// 0 … 9 for a half-width or full-width digit.
std::optional<std::int32_t> digit(char32_t code) {
  if (code >= U'0' && code <= U'9') return static_cast<std::int32_t>(code - U'0');
  if (code >= U'０' && code <= U'９') return static_cast<std::int32_t>(code - U'０');
  if (code >= U'①' && code <= U'⑨') return static_cast<std::int32_t>(code - U'①') + 1;
  return std::nullopt;
}

bool is_space(char32_t code) {
  return code == U' ' || code == U'\n' || code == U'\r' || code == U'\t' || code == U'　';
}

constexpr std::u32string_view kanji_digits = U"〇一二三四五六七八九十";

constexpr std::int64_t number_max = 1'000'000'000;

// The numbers of a text: those in digits, and those in words (which only ever excuse the other language).
struct Numbers {
  std::multiset<std::int64_t> digits;
  std::set<std::int64_t> words;
};

constexpr std::pair<std::string_view, std::int64_t> english_words[] = {
    {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},  {"first", 1},      {"second", 2},    {"third", 3},     {"fourth", 4},
    {"fifth", 5},    {"once", 1},       {"twice", 2},     {"once", 1},      {"a", 1},
    {"an", 1},       {"yearly", 1},     {"annual", 1},    {"annually", 1},  {"each", 1},
    {"every", 1},    {"january", 1},    {"february", 2},  {"march", 3},     {"april", 4},
    {"may", 5},      {"june", 6},       {"july", 7},      {"august", 8},    {"september", 9},
    {"october", 10}, {"november", 11},  {"december", 12},
};

void read_english_words(std::string_view text, Numbers& numbers) {
  std::string word;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : ' ';
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower >= 'a' && lower <= 'z') {
      word.push_back(lower);
      continue;
    }
    for (const auto& [name, value] : english_words) {
      if (word == name) numbers.words.insert(value);
    }
    word.clear();
  }
}

// Kanji numerals up to 99 (三十, 十二), and single kanji digits.
void read_kanji(std::string_view text, Numbers& numbers) {
  std::int64_t value = 0, last = 0;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    at += letter.size;
    const std::size_t place = kanji_digits.find(letter.code);
    if (place == std::u32string_view::npos) {
      if (open) numbers.words.insert(value + last);
      value = last = 0;
      open = false;
      continue;
    }
    open = true;
    if (place == 10) {
      value += (last == 0 ? 1 : last) * 10;
      last = 0;
    } else {
      last = static_cast<std::int64_t>(place);
    }
    numbers.words.insert(static_cast<std::int64_t>(place));
  }
  if (open) numbers.words.insert(value + last);
}

bool is_afternoon(std::string_view rest) {
  return rest.starts_with(" p.m.") || rest.starts_with(" pm") || rest.starts_with("p.m.") ||
         rest.starts_with("pm");
}

// Reads the digits; `1,000` is one number, and an hour before p.m. may stand for that hour of 24.
void read_digits(std::string_view text, Numbers& numbers) {
  for (std::size_t at = 0; at < text.size();) {
    Letter letter = letter_at(text, at);
    auto value = digit(letter.code);
    if (!value) {
      at += letter.size;
      continue;
    }
    std::int64_t number = 0;
    while (value && number < number_max) {
      number = number * 10 + *value;
      at += letter.size;
      if (at < text.size() && text[at] == ',' && at + 1 < text.size() && digit(letter_at(text, at + 1).code))
        ++at;
      letter = at < text.size() ? letter_at(text, at) : Letter{0, 1};
      value = digit(letter.code);
    }
    if (is_afternoon(text.substr(std::min(at, text.size())))) {
      numbers.words.insert({number, number + 12});
    } else {
      numbers.digits.insert(number);
    }
  }
}

Numbers numbers_of(std::string_view text) {
  Numbers numbers;
  read_digits(text, numbers);
  read_english_words(text, numbers);
  read_kanji(text, numbers);
  return numbers;
}

// Adds to `out` what stands in digits here and nowhere there. A zero says nothing (9:00).
void collect_missing(const Numbers& here, const Numbers& there, std::set<std::int64_t>& out) {
  for (const std::int64_t number : here.digits) {
    if (number != 0 && there.digits.count(number) == 0 && there.words.count(number) == 0 &&
        here.words.count(number) == 0) {
      out.insert(number);
    }
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// A label without what does not make it more specific.
std::string bare(std::string_view label) {
  std::string out = lower(without_space(label));
  for (const std::string_view start : {"当社の", "弊社の", "our"}) {
    if (out.starts_with(start)) out.erase(0, start.size());
  }
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view end : {"のため", "等", "など", "。", "."}) {
      if (out.ends_with(end) && out.size() > end.size()) {
        out.erase(out.size() - end.size());
        cut = true;
      }
    }
  }
  return out;
}

bool is_vague_label(std::string_view label) {
  const std::string name = bare(label);
  for (std::string_view rest = texts::vague_purposes_txt; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '*' ? name.find(lower(without_space(line.substr(1)))) != std::string::npos
                            : name == bare(line)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string without_space(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    if (!is_space(letter.code)) out += text.substr(at, letter.size);
    at += letter.size;
  }
  return out;
}

bool is_vague(const LocalText& label) {
  return is_vague_label(label.ja) || (!label.en.empty() && is_vague_label(label.en));
}

bool names_number(std::string_view text, std::int32_t number) {
  const Numbers numbers = numbers_of(text);
  return numbers.digits.count(number) != 0 || numbers.words.count(number) != 0;
}

std::string differing_numbers(const LocalText& text) {
  if (text.ja.empty() || text.en.empty()) return "";
  Numbers ja = numbers_of(with_western_years(text.ja));
  const Numbers en = numbers_of(text.en), as_written = numbers_of(text.ja);
  for (const std::int64_t number : as_written.digits) {
    if (ja.digits.count(number) == 0) ja.words.insert(number);  // a translation may say Reiwa 8
  }
  std::set<std::int64_t> differing;
  collect_missing(ja, en, differing);
  collect_missing(en, ja, differing);
  std::string out;
  for (const std::int64_t number : differing) out += (out.empty() ? "" : ", ") + std::to_string(number);
  return out;
}

std::vector<std::int32_t> number_levels(std::string_view printed) {
  std::vector<std::int32_t> levels;
  bool open = false;
  for (std::size_t at = 0; at < printed.size();) {
    const Letter letter = letter_at(printed, at);
    at += letter.size;
    const auto value = digit(letter.code);
    if (value && !open) levels.push_back(*value);
    if (value && open && levels.back() < 100'000) levels.back() = levels.back() * 10 + *value;
    open = value.has_value();
  }
  return levels;
}

bool follows(const std::vector<std::int32_t>& previous, const std::vector<std::int32_t>& next) {
  if (next.empty() || previous.empty()) return true;
  const std::size_t shared = static_cast<std::size_t>(
      std::mismatch(previous.begin(),
                    previous.begin() + static_cast<std::ptrdiff_t>(std::min(previous.size(), next.size())),
                    next.begin())
          .first -
      previous.begin());
  // One level deeper begins at 1 (or 0); on a level the count goes up by one.
  if (shared == previous.size()) return next.size() == shared + 1 && next.back() <= 1;
  return next.size() == shared + 1 && next.back() == previous[shared] + 1;
}

}  // namespace daicho::policy
