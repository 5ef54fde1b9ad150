// SPDX-License-Identifier: Apache-2.0
#include "text/identifiers.h"

#include <algorithm>

#include "text/characters.h"
#include "text/normalise.h"
#include "text/numerals.h"
#include "text/utf8.h"

namespace daicho::text {
namespace {

constexpr std::size_t my_number_digits = 12, corporate_number_digits = 13, driver_licence_digits = 12;
constexpr std::size_t payment_card_digits_max = 19;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}
unsigned value(char digit) {
  return static_cast<unsigned>(digit - '0');
}

// Letters and digits in half width and upper case, without the single spaces and dashes between them; nothing
// when anything else is there.
std::optional<std::string> bare_characters(std::string_view text) {
  std::string out;
  bool after_separator = true;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    if (is_between(c, U'！', U'～')) c = c - U'！' + U'!';
    if (is_between(c, U'a', U'z')) c = c - U'a' + U'A';
    const bool is_separator = is_space(c) || is_dash(c);
    if (is_separator && after_separator) return std::nullopt;
    if (!is_separator && !is_between(c, U'0', U'9') && !is_between(c, U'A', U'Z')) return std::nullopt;
    if (!is_separator) out.push_back(static_cast<char>(c));
    after_separator = is_separator;
  }
  if (after_separator) return std::nullopt;
  return out;
}

// L for a letter, 9 for a digit.
bool has_shape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char kind) { return kind == 'L' ? is_letter(c) : is_digit(c); });
}

std::optional<std::string> parse_shape(std::string_view text, std::string_view shape) {
  auto bare = bare_characters(text);
  if (!bare || !has_shape(*bare, shape)) return std::nullopt;
  return bare;
}

// 11 − (Σ Pn·Qn mod 11), 0 when the remainder is 0 or 1; Pn counts from the lowest of the first 11 digits,
// and Qn is n + 1 for n ≤ 6, n − 5 above.
char my_number_check_digit(std::string_view digits) {
  unsigned sum = 0;
  for (unsigned n = 1; n <= 11; ++n) sum += value(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const unsigned remainder = sum % 11;
  return static_cast<char>('0' + (remainder <= 1 ? 0 : 11 - remainder));
}

// 9 − (Σ Pn·Qn mod 9); Pn counts from the lowest of the last 12 digits, and Qn is 1 for odd n, 2 for even n.
char corporate_number_check_digit(std::string_view digits) {
  unsigned sum = 0;
  for (unsigned n = 1; n <= 12; ++n) sum += value(digits[13 - n]) * (n % 2 == 1 ? 1 : 2);
  return static_cast<char>('0' + (9 - sum % 9));
}

// The formula that circulates; no authority has published one. Weights 5432765432 on the first ten digits.
char driver_licence_check_digit(std::string_view digits) {
  constexpr unsigned weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  unsigned sum = 0;
  for (std::size_t i = 0; i < std::size(weights); ++i) sum += value(digits[i]) * weights[i];
  return static_cast<char>('0' + (11 - sum % 11) % 10);
}

bool has_luhn_check_digit(std::string_view digits) {
  unsigned sum = 0;
  bool doubles = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubles = !doubles) {
    const unsigned n = value(*digit) * (doubles ? 2 : 1);
    sum += n > 9 ? n - 9 : n;
  }
  return sum % 10 == 0;
}

// Issuer ranges by their first four digits (ISO/IEC 7812-1), and how many digits their cards have.
struct IssuerRange {
  unsigned first, last;
  std::size_t digits_min, digits_max;
};
constexpr IssuerRange issuer_ranges[] = {{2221, 2720, 16, 16}, {3000, 3059, 14, 14}, {3095, 3095, 14, 14},
                                         {3400, 3499, 15, 15}, {3528, 3589, 16, 16}, {3600, 3699, 14, 14},
                                         {3700, 3799, 15, 15}, {3800, 3999, 14, 16}, {4000, 4999, 16, 16},
                                         {5100, 5599, 16, 16}, {6011, 6011, 16, 16}, {6200, 6299, 16, 19},
                                         {6440, 6599, 16, 16}};

bool is_issued(std::string_view digits) {
  unsigned first_four = 0;
  for (const char c : digits.substr(0, 4)) first_four = first_four * 10 + value(c);
  return std::any_of(std::begin(issuer_ranges), std::end(issuer_ranges), [&](const IssuerRange& range) {
    return first_four >= range.first && first_four <= range.last && digits.size() >= range.digits_min &&
           digits.size() <= range.digits_max;
  });
}

// ICAO 9303-3 §4.9: digits as they are, A to Z as 10 to 35, the filler as 0.
std::optional<unsigned> mrz_value(char c) {
  if (is_digit(c)) return value(c);
  if (is_letter(c)) return static_cast<unsigned>(c - 'A') + 10;
  if (c == '<') return 0;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> parse_my_number(std::string_view text) {
  auto digits = parse_shape(text, std::string(my_number_digits, '9'));
  if (!digits || digits->back() != my_number_check_digit(*digits)) return std::nullopt;
  return digits;
}

std::optional<std::string> parse_corporate_number(std::string_view text) {
  auto digits = bare_characters(text);
  if (digits && digits->starts_with('T')) digits->erase(0, 1);
  if (!digits || !has_shape(*digits, std::string(corporate_number_digits, '9'))) return std::nullopt;
  if (digits->front() != corporate_number_check_digit(*digits)) return std::nullopt;
  return digits;
}

std::optional<std::string> parse_residence_card(std::string_view text) {
  return parse_shape(text, "LL99999999LL");
}

std::optional<std::string> parse_passport(std::string_view text) {
  return parse_shape(text, "LL9999999");
}

std::optional<std::string> parse_payment_card(std::string_view text) {
  auto digits = bare_characters(text);
  if (!digits || digits->size() < 4 || digits->size() > payment_card_digits_max) return std::nullopt;
  if (!std::all_of(digits->begin(), digits->end(), is_digit)) return std::nullopt;
  if (!is_issued(*digits) || !has_luhn_check_digit(*digits)) return std::nullopt;
  return digits;
}

std::optional<DriverLicence> parse_driver_licence(std::string_view text) {
  auto digits = parse_shape(text, std::string(driver_licence_digits, '9'));
  if (!digits) return std::nullopt;
  const std::string_view commission = std::string_view(*digits).substr(0, 2);
  if (commission < "10" || commission > "97") return std::nullopt;
  const bool agrees = (*digits)[10] == driver_licence_check_digit(*digits);
  return DriverLicence{std::move(*digits), agrees};
}

bool mrz_check_digit_agrees(std::string_view field, char digit) {
  constexpr unsigned weights[] = {7, 3, 1};
  unsigned sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const auto n = mrz_value(field[i]);
    if (!n) return false;
    sum += *n * weights[i % 3];
  }
  return is_digit(digit) && sum % 10 == value(digit);
}

base::Literal public_name(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::my_number:
      return "my_number";
    case IdentifierKind::driver_licence:
      return "driver_licence";
    case IdentifierKind::passport:
      return "passport";
    case IdentifierKind::residence_card:
      return "residence_card";
    case IdentifierKind::basic_pension_number:
      return "basic_pension_number";
    case IdentifierKind::employment_insurance_number:
      return "employment_insurance_number";
    case IdentifierKind::insurer_number:
      return "insurer_number";
    case IdentifierKind::payment_card:
      return "payment_card";
    case IdentifierKind::bank_account:
      return "bank_account";
    case IdentifierKind::phone_number:
      return "phone_number";
    case IdentifierKind::email_address:
      return "email_address";
    case IdentifierKind::postal_code:
      return "postal_code";
    case IdentifierKind::corporate_number:
      return "corporate_number";
    case IdentifierKind::insured_number:
      return "insured_number";
  }
  return "my_number";
}

bool is_identification_code(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::my_number:
    case IdentifierKind::driver_licence:
    case IdentifierKind::passport:
    case IdentifierKind::residence_card:
    case IdentifierKind::basic_pension_number:
    case IdentifierKind::employment_insurance_number:
    case IdentifierKind::insured_number:
      return true;
    case IdentifierKind::insurer_number:
    case IdentifierKind::payment_card:
    case IdentifierKind::bank_account:
    case IdentifierKind::phone_number:
    case IdentifierKind::email_address:
    case IdentifierKind::postal_code:
    case IdentifierKind::corporate_number:
      return false;
  }
  return false;
}

base::Literal public_name(Confidence confidence) {
  switch (confidence) {
    case Confidence::shape_only:
      return "shape_only";
    case Confidence::certain_context:
      return "certain_context";
  }
  return "shape_only";
}

}  // namespace daicho::text
