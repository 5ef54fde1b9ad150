// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/literal.h"

namespace daicho::text {

// What a telephone number is for, by the Japanese numbering plan. Numbers are kept for ever.
enum class PhoneKind : std::uint8_t {
  fixed = 1,         // 0AB-J, 10 digits
  mobile = 2,        // 060 (from 2026-07), 070, 080, 090, 11 digits
  ip = 3,            // 050, 11 digits
  toll_free = 4,     // 0120, 10 digits; 0800, 11 digits
  shared_cost = 5,   // 0570, 10 digits
  m2m = 6,           // 020, 11 digits; 0200, 14 digits
  pager = 7,         // 0204, 11 digits
  premium = 8,       // 0990, 10 digits
  mass_calling = 9,  // 0180, 10 digits
  foreign = 10,      // any other country
};
base::Literal public_name(PhoneKind kind);

// A telephone number that can be dialled.
struct Phone {
  std::string e164;  // ITU-T E.164 with its plus sign, e.g. +81312345678
  PhoneKind kind;
  std::string extension;  // digits behind 内線, ext. or x; mostly empty

  friend bool operator==(const Phone&, const Phone&) = default;
};

// Reads a number as people write it in Japan: full-width digits, any dash, dot or space, parentheses, TEL or
// 電話 before it, 代表 or an extension behind it, +81 with or without (0), 0081, 010-81. Nothing when the
// plan has no such number. A foreign number needs + or 010 and has 8 to 15 digits. Which number means the
// same person's line does not depend on the extension.
std::optional<Phone> parse_phone(std::string_view text);

// The E.164 form, under which all writings of one number are equal; nothing when it is none.
std::optional<std::string> phone_key(std::string_view text);

// The number as dialled in Japan, without dashes: 0312345678; a foreign number in E.164.
std::string national_digits(const Phone& phone);

}  // namespace daicho::text
