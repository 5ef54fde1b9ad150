// SPDX-License-Identifier: Apache-2.0
#include "text/numerals.h"

#include "text/characters.h"

namespace daicho::text {
namespace {

// Digits 0–9 as themselves, the units 10, 100, 1000 and 10000 as themselves.
std::optional<std::uint32_t> numeral_value(char32_t c) {
  switch (c) {
    case U'〇': case U'零': case U'○': return 0;
    case U'一': case U'壱': case U'壹': return 1;
    case U'二': case U'弐': case U'貳': return 2;
    case U'三': case U'参': case U'參': return 3;
    case U'四': return 4;
    case U'五': case U'伍': return 5;
    case U'六': return 6;
    case U'七': return 7;
    case U'八': return 8;
    case U'九': return 9;
    case U'十': case U'拾': return 10;
    case U'百': return 100;
    case U'千': return 1000;
    default: return std::nullopt;
  }
}

// 二〇二六.
std::optional<std::uint32_t> by_place(std::u32string_view numerals) {
  std::uint32_t number = 0;
  for (const char32_t c : numerals) number = number * 10 + *numeral_value(c);
  return number;
}

// 二千二十六: units fall, and each has at most one digit before it.
std::optional<std::uint32_t> by_unit(std::u32string_view numerals) {
  std::uint32_t number = 0, last_unit = 10'000;
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

bool is_kanji_numeral(char32_t c) { return numeral_value(c).has_value(); }

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
