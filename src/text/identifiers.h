// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal.h"

namespace daicho::text {

// The parsers read full-width and half-width characters, either case, and single spaces or dashes between the
// digits, and give the bare characters; nothing when the shape or a binding check digit is wrong.

// My Number (個人番号): 12 digits, the last a check digit (order on My Number, art 5).
std::optional<std::string> parse_my_number(std::string_view text);
// Corporate number (法人番号): 13 digits, the first a check digit; a leading T (invoice number) is dropped.
// Public.
std::optional<std::string> parse_corporate_number(std::string_view text);
// Residence card or special permanent resident certificate: 2 letters, 8 digits, 2 letters.
std::optional<std::string> parse_residence_card(std::string_view text);
// Japanese passport: 2 letters, 7 digits. Foreign passports have no common shape.
std::optional<std::string> parse_passport(std::string_view text);
// Payment card (PAN): 14 to 19 digits of a known issuer range with a Luhn check digit.
std::optional<std::string> parse_payment_card(std::string_view text);

// A driver's licence number. How its check digit is made is not published, so a wrong one is a warning only.
struct DriverLicence {
  std::string digits;  // 12
  bool check_digit_agrees;
};
// 12 digits whose first two are a prefectural commission's code (10 to 97).
std::optional<DriverLicence> parse_driver_licence(std::string_view text);

// Whether `digit` is the check digit of a machine-readable passport's `field` (ICAO 9303-3 §4.9).
bool mrz_check_digit_agrees(std::string_view field, char digit);

// What a scan can find. Numbers are kept for ever.
enum class IdentifierKind : std::uint8_t {
  my_number = 1,
  driver_licence = 2,
  passport = 3,
  residence_card = 4,
  basic_pension_number = 5,
  employment_insurance_number = 6,
  insurer_number = 7,  // 保険者番号: which insurer, 6 or 8 digits
  payment_card = 8,
  bank_account = 9,
  phone_number = 10,
  email_address = 11,
  postal_code = 12,
  corporate_number = 13,
  insured_number = 14,  // 被保険者番号 of health or care insurance
};
base::Literal public_name(IdentifierKind kind);

// Whether the kind is an individual identification code (個人識別符号, APPI 2(2)): alone it makes a text
// personal information.
bool is_identification_code(IdentifierKind kind);

// How sure a finding is.
enum class Confidence : std::uint8_t {
  shape_only = 1,      // it has the shape and the check digit; about one in ten order numbers has too
  certain_context = 2  // words beside it, or the field it stands in, say what it is
};
base::Literal public_name(Confidence confidence);

// Where an identifier stands in a text. It does not hold the identifier.
struct IdentifierFinding {
  IdentifierKind kind;
  Confidence confidence;
  std::size_t offset_bytes;
  std::size_t length_bytes;

  friend bool operator==(const IdentifierFinding&, const IdentifierFinding&) = default;
};

// Every identifier in `text` (UTF-8), in order, none overlapping. `field` is the name of the field or column
// the text stands in, if any (個人番号); it counts as context. Kinds without a check digit or a telling shape
// (pension, insurance, licence, bank account) are found with context only. A number that is called something
// else (注文番号 123456789018) or reads as date and time is not My Number.
std::vector<IdentifierFinding> find_identifiers(std::string_view text, std::string_view field = {});

}  // namespace daicho::text
