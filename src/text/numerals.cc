// SPDX-License-Identifier: Apache-2.0
#include "text/numerals.h"

#include "text/characters.h"

namespace daicho::text {
namespace {

// A numeral and the value of each character of its row, which are its ways of being written.
struct Numeral {
  std::u32string_view characters;
  std::uint32_t value;
};
constexpr Numeral numerals_in_kanji[] = {
    {U"〇零○", 0}, {U"一壱壹", 1}, {U"二弐貳", 2}, {U"三参參", 3}, {U"四", 4},   {U"五伍", 5},  {U"六", 6},
    {U"七", 7},    {U"八", 8},     {U"九", 9},     {U"十拾", 10},  {U"百", 100}, {U"千", 1000},
};

std::optional<std::uint32_t> numeral_value(char32_t c) {
  for (const Numeral& numeral : numerals_in_kanji) {
    if (numeral.characters.find(c) != numeral.characters.npos) return numeral.value;
  }
  return std::nullopt;
}

// 二〇二六.
std::optional<std::uint32_t> by_place(std::u32string_view numerals) {
  std::uint32_t number = 0;
  for (const char32_t c : numerals) number = number * 10 + *numeral_value(c);
  return number;
}

// 二千二十六: units fall, and each has at most one digit before it.
std::optional<std::uint32_t> by_unit(std::u32string_view numerals) {
  std::uint32_t number = 0, last_unit = 10'000;  // no unit above 千
  std::optional<std::uint32_t> digit;
  for (const char32_t c : numerals) {
    const std::uint32_t value = *numeral_value(c);
    if (value < 10) {
      if (digit || value == 0) return std::nullopt;
      digit = value;
      continue;
    }
    if (value >= last_unit) return std::nullopt;
    number += digit.value_or(1) * value;
    last_unit = value;
    digit.reset();
  }
  return number + digit.value_or(0);
}

}  // namespace

std::optional<unsigned> digit_value(char32_t c) {
  if (is_between(c, U'0', U'9')) return c - U'0';
  if (is_between(c, U'０', U'９')) return c - U'０';
  return std::nullopt;
}

bool is_kanji_numeral(char32_t c) {
  return numeral_value(c).has_value();
}

std::optional<std::uint32_t> kanji_number(std::u32string_view numerals) {
  bool has_unit = false;
  for (const char32_t c : numerals) {
    const auto value = numeral_value(c);
    if (!value) return std::nullopt;
    has_unit = has_unit || *value >= 10;
  }
  if (numerals.empty() || (!has_unit && numerals.size() > kanji_digits_max)) return std::nullopt;
  return has_unit ? by_unit(numerals) : by_place(numerals);
}

}  // namespace daicho::text
