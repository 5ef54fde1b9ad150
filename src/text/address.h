// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daicho::text {

// A Japanese postal code as 7 digits, from any writing (〒１００－８９６８, 100 8968); nothing when it is
// none.
std::optional<std::string> parse_postal_code(std::string_view text);
// NNN-NNNN, from the 7 digits that parse_postal_code gives.
std::string format_postal_code(std::string_view seven_digits);

// A Japanese address in the form under which its notations are equal.
struct AddressKey {
  std::string place;     // down to the lot: 東京都千代田区霞ケ関1-2-3
  std::string building;  // what is written behind the lot, may be empty: サンハイツ101
};

// 丁目 番地 号 and 1-2-3, kanji and full-width numerals, ケ ヶ が, ノ の 之, ツ っ, 大字 and 字, spaces, a
// postal code in front, 京都's street names and kanji variants do not matter. A building is never needed.
AddressKey address_key(std::string_view address);

// The keys under which an address is indexed, and to look up: the place with and without its prefecture and
// 郡, and each of them with the building when there is one. No empty strings, no duplicates.
std::vector<std::string> address_keys(std::string_view address);

}  // namespace daicho::text
