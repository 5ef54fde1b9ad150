// SPDX-License-Identifier: Apache-2.0
#include "text/phone.h"

#include <algorithm>
#include <utility>

#include "text/characters.h"
#include "text/normalise.h"
#include "text/numerals.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

constexpr std::size_t foreign_digits_min = 8, foreign_digits_max = 15;  // with the country code
constexpr std::size_t extension_digits_max = 8;
constexpr std::string_view country_code = "81";

// One row of the numbering plan: national numbers that begin so have this many digits, the leading 0
// included.
struct PlanRow {
  std::string_view prefix;
  std::size_t digits;
  PhoneKind kind;
};

// The first row whose prefix fits decides. In a prefix, N stands for 1 to 9.
constexpr PlanRow plan[] = {
    {"0120", 10, PhoneKind::toll_free},    {"0800", 11, PhoneKind::toll_free},
    {"0570", 10, PhoneKind::shared_cost},  {"0990", 10, PhoneKind::premium},
    {"0180", 10, PhoneKind::mass_calling}, {"0200", 14, PhoneKind::m2m},
    {"0204", 11, PhoneKind::pager},        {"020N", 11, PhoneKind::m2m},
    {"050N", 11, PhoneKind::ip},           {"060", 11, PhoneKind::mobile},
    {"070", 11, PhoneKind::mobile},        {"080", 11, PhoneKind::mobile},
    {"090", 11, PhoneKind::mobile},        {"0NN", 10, PhoneKind::fixed},
};

bool begins_with(std::string_view digits, std::string_view prefix) {
  if (digits.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (prefix[i] == 'N' ? digits[i] == '0' : digits[i] != prefix[i]) return false;
  }
  return true;
}

std::optional<PhoneKind> kind_of_national(std::string_view digits) {
  for (const PlanRow& row : plan) {
    if (begins_with(digits, row.prefix))
      return digits.size() == row.digits ? std::optional(row.kind) : std::nullopt;
  }
  return std::nullopt;
}

// What a written number comes down to.
struct Dialled {
  bool has_plus = false;
  std::string digits;
  std::string extension;
};

bool is_separator(char32_t c) {
  return is_space(c) || is_dash(c) || is_wave(c) || c == U'(' || c == U')' || c == U'.' || c == U'/' ||
         c == middle_dot || c == U'[' || c == U']';
}

// Takes one of the words that stand before a number, and the colon behind it, off `text`.
std::u32string_view without_label(std::u32string_view text) {
  constexpr std::u32string_view labels[] = {U"TEL",      U"FAX",  U"PHONE",      U"電話番号", U"電話",
                                            U"携帯電話", U"携帯", U"ファックス", U"ファクス"};
  const auto skip_spaces = [&text] {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  };
  skip_spaces();
  for (const std::u32string_view label : labels) {
    if (!text.starts_with(label)) continue;
    text.remove_prefix(label.size());
    while (!text.empty() && (is_space(text.front()) || text.front() == U':' || text.front() == U'.')) {
      text.remove_prefix(1);
    }
    break;
  }
  return text;
}

// The digits behind 内線, EXT or X, to the end of the text; none behind 代表, which says that it is a main
// number.
std::optional<std::string> read_extension(std::u32string_view text) {
  for (const std::u32string_view word : {std::u32string_view(U"代表"), std::u32string_view(U"代")}) {
    if (!text.starts_with(word)) continue;
    const std::u32string_view rest = text.substr(word.size());
    if (std::all_of(rest.begin(), rest.end(), is_separator)) return std::string();
  }
  constexpr std::u32string_view words[] = {U"内線番号", U"内線", U"EXTENSION", U"EXT", U"X", U"#"};
  for (const std::u32string_view word : words) {
    if (!text.starts_with(word)) continue;
    std::string digits;
    for (const char32_t c : text.substr(word.size())) {
      if (const auto digit = digit_value(c)) {
        digits.push_back(static_cast<char>('0' + *digit));
      } else if (!is_separator(c) && c != U':') {
        return std::nullopt;
      }
    }
    if (digits.empty() || digits.size() > extension_digits_max) return std::nullopt;
    return digits;
  }
  return std::nullopt;
}

// NFKC in upper case. A long vowel mark stays what it is, and counts as a dash.
std::u32string folded(std::string_view text) {
  std::u32string out = to_code_points(nfkc(text));
  for (char32_t& c : out) {
    if (is_between(c, U'a', U'z')) c = c - U'a' + U'A';
  }
  return out;
}

std::optional<Dialled> read_dialled(std::string_view text) {
  const std::u32string all = folded(text);
  const std::u32string_view rest = without_label(all);
  Dialled dialled;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const char32_t c = rest[at];
    if (const auto digit = digit_value(c)) {
      dialled.digits.push_back(static_cast<char>('0' + *digit));
    } else if (c == U'+' && dialled.digits.empty() && !dialled.has_plus) {
      dialled.has_plus = true;
    } else if (!is_separator(c)) {
      auto extension = read_extension(rest.substr(at));
      if (!extension || dialled.digits.empty()) return std::nullopt;
      dialled.extension = std::move(*extension);
      break;
    }
  }
  return dialled;
}

std::optional<Phone> japanese(std::string national, std::string extension) {
  const auto kind = kind_of_national(national);
  if (!kind) return std::nullopt;
  return Phone{"+" + std::string(country_code) + national.substr(1), *kind, std::move(extension)};
}

// `digits` begin with a country code.
std::optional<Phone> international(std::string_view digits, std::string extension) {
  if (digits.starts_with(country_code)) {
    const std::string_view rest = digits.substr(country_code.size());
    return japanese(rest.starts_with('0') ? std::string(rest) : "0" + std::string(rest),
                    std::move(extension));
  }
  if (digits.size() < foreign_digits_min || digits.size() > foreign_digits_max || digits.front() == '0') {
    return std::nullopt;
  }
  return Phone{"+" + std::string(digits), PhoneKind::foreign, std::move(extension)};
}

}  // namespace

base::Literal public_name(PhoneKind kind) {
  switch (kind) {
    case PhoneKind::fixed:
      return "fixed";
    case PhoneKind::mobile:
      return "mobile";
    case PhoneKind::ip:
      return "ip";
    case PhoneKind::toll_free:
      return "toll_free";
    case PhoneKind::shared_cost:
      return "shared_cost";
    case PhoneKind::m2m:
      return "m2m";
    case PhoneKind::pager:
      return "pager";
    case PhoneKind::premium:
      return "premium";
    case PhoneKind::mass_calling:
      return "mass_calling";
    case PhoneKind::foreign:
      return "foreign";
  }
  return "foreign";
}

std::optional<Phone> parse_phone(std::string_view text) {
  auto dialled = read_dialled(text);
  if (!dialled) return std::nullopt;
  const std::string_view digits = dialled->digits;
  if (dialled->has_plus) return international(digits, std::move(dialled->extension));
  // 010 is dialled in Japan, 0081 in Europe; people write either.
  if (digits.starts_with("010")) return international(digits.substr(3), std::move(dialled->extension));
  if (digits.starts_with("0081")) return international(digits.substr(2), std::move(dialled->extension));
  if (digits.starts_with(country_code)) return international(digits, std::move(dialled->extension));
  return japanese(dialled->digits, std::move(dialled->extension));
}

std::optional<std::string> phone_key(std::string_view text) {
  auto phone = parse_phone(text);
  if (!phone) return std::nullopt;
  return std::move(phone->e164);
}

std::string national_digits(const Phone& phone) {
  if (phone.kind == PhoneKind::foreign) return phone.e164;
  return "0" + phone.e164.substr(1 + country_code.size());
}

}  // namespace daicho::text
