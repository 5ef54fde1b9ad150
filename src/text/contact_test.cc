// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "text/address.h"
#include "text/email.h"
#include "text/numerals.h"
#include "text/phone.h"
#include "text/vector_file.h"

namespace daicho::text {
namespace {

TEST(Phone, reads_numbers_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("phone.tsv", 4)) {
    const auto phone = parse_phone(columns[0]);
    EXPECT_EQ(phone ? phone->e164 : "none", columns[1]) << line;
    if (!phone) continue;
    EXPECT_EQ(public_name(phone->kind).text(), columns[2]) << line;
    EXPECT_EQ(phone->extension, columns[3]) << line;
    EXPECT_EQ(phone_key(columns[0]), phone->e164) << line;
  }
}

TEST(Phone, reads_its_own_forms_back) {
  for (const auto& [line, columns] : read_vectors("phone.tsv", 4)) {
    auto phone = parse_phone(columns[0]);
    if (!phone) continue;
    phone->extension.clear();
    EXPECT_EQ(parse_phone(phone->e164), phone) << line;
    EXPECT_EQ(parse_phone(national_digits(*phone)), phone) << line;
  }
}

TEST(Phone, shows_a_japanese_number_as_it_is_dialled) {
  EXPECT_EQ(national_digits(*parse_phone("+81 3 1234 5678")), "0312345678");
  EXPECT_EQ(national_digits(*parse_phone("+1 212 555 0123")), "+12125550123");
}

TEST(Email, reads_addresses_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("email.tsv", 2)) {
    EXPECT_EQ(email_key(columns[0]).value_or("none"), columns[1]) << line;
    EXPECT_EQ(parse_email(columns[0]).has_value(), columns[1] != "none") << line;
  }
}

TEST(Email, keeps_the_case_of_the_local_part_for_sending) {
  const auto email = parse_email("Taro.Yamada@Example.JP");
  ASSERT_TRUE(email);
  EXPECT_EQ(email->local_part, "Taro.Yamada");
  EXPECT_EQ(email->domain, "example.jp");
  EXPECT_EQ(email->address(), "Taro.Yamada@example.jp");
}

TEST(Email, refuses_an_address_longer_than_mail_can_carry) {
  const std::string label(60, 'a');
  const std::string domain = label + "." + label + "." + label + ".jp";  // 185 octets
  EXPECT_TRUE(parse_email(std::string(64, 'x') + "@" + domain));
  EXPECT_FALSE(parse_email(std::string(9, 'x') + "@" + label + "." + domain));
  EXPECT_TRUE(parse_email(std::string(7, 'x') + "@" + label + "." + domain));
}

TEST(PostalCode, reads_codes_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("postal_code.tsv", 2)) {
    EXPECT_EQ(parse_postal_code(columns[0]).value_or("none"), columns[1]) << line;
  }
  EXPECT_EQ(format_postal_code("1008968"), "100-8968");
}

TEST(Address, makes_the_keys_of_the_vectors) {
  for (const auto& [line, columns] : read_vectors("address.tsv", 3)) {
    const AddressKey key = address_key(columns[0]);
    EXPECT_EQ(key.place, columns[1]) << line;
    EXPECT_EQ(key.building, columns[2]) << line;
  }
}

TEST(Address, makes_a_key_that_is_its_own_key) {
  for (const auto& [line, columns] : read_vectors("address.tsv", 3)) {
    const AddressKey key = address_key(columns[1] + (columns[2].empty() ? "" : " ") + columns[2]);
    EXPECT_EQ(key.place, columns[1]) << line;
    EXPECT_EQ(key.building, columns[2]) << line;
  }
}

TEST(Address, matches_addresses_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("address_match.tsv", 3)) {
    const auto a = address_keys(columns[0]), b = address_keys(columns[1]);
    const bool have_common = std::any_of(a.begin(), a.end(), [&b](const std::string& key) {
      return std::find(b.begin(), b.end(), key) != b.end();
    });
    EXPECT_EQ(have_common, columns[2] == "same") << line;
  }
}

TEST(Address, forces_no_building) {
  EXPECT_EQ(address_keys("東京都千代田区霞が関1-2-3").size(), 2u);
  EXPECT_EQ(address_keys("東京都千代田区霞が関1-2-3 サンハイツ101").size(), 4u);
  EXPECT_TRUE(address_keys("").empty());
}

TEST(Numerals, reads_kanji_numbers_by_place_and_by_unit) {
  const std::pair<std::u32string_view, std::optional<std::uint32_t>> rows[] = {
      {U"一", 1},
      {U"十", 10},
      {U"十一", 11},
      {U"二十", 20},
      {U"二十三", 23},
      {U"百", 100},
      {U"百一", 101},
      {U"三百二十一", 321},
      {U"千", 1000},
      {U"二千二十六", 2026},
      {U"二〇二六", 2026},
      {U"〇", 0},
      {U"零", 0},
      {U"一〇一", 101},
      {U"壱", 1},
      {U"弐拾", 20},
      {U"九千九百九十九", 9999},
      {U"一二三四五六七八九", 123456789},
      {U"一二三四五六七八九〇", std::nullopt},
      {U"十百", std::nullopt},
      {U"二三十", std::nullopt},
      {U"十〇", std::nullopt},
      {U"百百", std::nullopt},
      {U"", std::nullopt},
      {U"三田", std::nullopt}};
  for (const auto& [written, number] : rows) EXPECT_EQ(kanji_number(written), number);
}

}  // namespace
}  // namespace daicho::text
