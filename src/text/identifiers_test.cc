// SPDX-License-Identifier: Apache-2.0
#include "text/identifiers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "text/vector_file.h"

namespace daicho::text {
namespace {

constexpr IdentifierKind all_kinds[] = {IdentifierKind::my_number,
                                        IdentifierKind::driver_licence,
                                        IdentifierKind::passport,
                                        IdentifierKind::residence_card,
                                        IdentifierKind::basic_pension_number,
                                        IdentifierKind::employment_insurance_number,
                                        IdentifierKind::insurer_number,
                                        IdentifierKind::payment_card,
                                        IdentifierKind::bank_account,
                                        IdentifierKind::phone_number,
                                        IdentifierKind::email_address,
                                        IdentifierKind::postal_code,
                                        IdentifierKind::corporate_number,
                                        IdentifierKind::insured_number};

std::optional<std::string> parse(std::string_view kind, std::string_view text) {
  if (kind == "my_number") return parse_my_number(text);
  if (kind == "corporate_number") return parse_corporate_number(text);
  if (kind == "residence_card") return parse_residence_card(text);
  if (kind == "passport") return parse_passport(text);
  if (kind == "payment_card") return parse_payment_card(text);
  EXPECT_EQ(kind, "driver_licence");
  const auto licence = parse_driver_licence(text);
  if (!licence) return std::nullopt;
  return licence->digits + (licence->check_digit_agrees ? " agrees" : " differs");
}

std::string shown(std::string_view text, const std::vector<IdentifierFinding>& findings) {
  std::string out;
  for (const IdentifierFinding& finding : findings) {
    std::string found(text.substr(finding.offset_bytes, finding.length_bytes));
    std::replace(found.begin(), found.end(), ' ', '_');
    if (!out.empty()) out += ' ';
    out += std::string(public_name(finding.kind).text()) + ":" +
           std::string(public_name(finding.confidence).text()) + ":" + found;
  }
  return out;
}

TEST(Identifiers, reads_identifiers_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("identifier.tsv", 3)) {
    EXPECT_EQ(parse(columns[0], columns[1]).value_or("none"), columns[2]) << line;
  }
}

TEST(Identifiers, accepts_one_check_digit_of_ten_for_a_my_number) {
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::string first = std::to_string(10'000'000'000 + i * 7'919'777);
    int accepted = 0;
    for (char digit = '0'; digit <= '9'; ++digit) accepted += parse_my_number(first + digit).has_value();
    EXPECT_EQ(accepted, 1) << first;
  }
}

TEST(Identifiers, checks_the_lines_of_a_machine_readable_passport) {
  // The specimen of ICAO 9303-4, appendix B.
  EXPECT_TRUE(mrz_check_digit_agrees("L898902C3", '6'));
  EXPECT_TRUE(mrz_check_digit_agrees("740812", '2'));
  EXPECT_TRUE(mrz_check_digit_agrees("ZE184226B<<<<<", '1'));
  EXPECT_FALSE(mrz_check_digit_agrees("L898902C3", '5'));
  EXPECT_FALSE(mrz_check_digit_agrees("l898902c3", '6'));
}

TEST(Identifiers, calls_codes_of_the_person_identification_codes) {  // APPI 2(2)
  EXPECT_TRUE(is_identification_code(IdentifierKind::my_number));
  EXPECT_TRUE(is_identification_code(IdentifierKind::driver_licence));
  EXPECT_TRUE(is_identification_code(IdentifierKind::passport));
  EXPECT_TRUE(is_identification_code(IdentifierKind::residence_card));
  EXPECT_FALSE(is_identification_code(IdentifierKind::phone_number));
  EXPECT_FALSE(is_identification_code(IdentifierKind::payment_card));
  EXPECT_FALSE(is_identification_code(IdentifierKind::corporate_number));
}

TEST(Identifiers, gives_each_kind_its_own_name) {
  for (const IdentifierKind a : all_kinds) {
    for (const IdentifierKind b : all_kinds) EXPECT_EQ(public_name(a) == public_name(b), a == b);
  }
}

TEST(IdentifierScan, finds_what_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("scan.tsv", 3)) {
    EXPECT_EQ(shown(columns[0], find_identifiers(columns[0], columns[1])), columns[2]) << line;
  }
}

TEST(IdentifierScan, finds_the_same_in_the_middle_of_a_text) {
  for (const auto& [line, columns] : read_vectors("scan.tsv", 3)) {
    const std::string text =
        "いろはにほへとちりぬるをわかよたれそつねならむ。" + columns[0] + "\nうゐのおくやま";
    EXPECT_EQ(shown(text, find_identifiers(text, columns[1])), columns[2]) << line;
  }
}

TEST(IdentifierScan, fires_on_few_order_numbers) {
  std::size_t found = 0;
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::string number = std::to_string(100'000'000'000 + i * 37'911'123);
    EXPECT_TRUE(find_identifiers("注文番号 " + number).empty()) << number;
    found += find_identifiers(number).size();
  }
  EXPECT_LT(found, 150u);
  EXPECT_GT(found, 50u);
}

TEST(IdentifierScan, gives_ordered_findings_within_any_bytes) {
  std::string bytes;
  std::uint32_t seed = 7;
  const std::string_view pieces[] = {"1",  "23", "4567", "-",   " ", "\xef", "\xbc",    "\x91",
                                     "１", "@",  "a",    ".jp", "T", "(",    "個人番号"};
  for (int i = 0; i < 20'000; ++i) {
    seed = seed * 1664525 + 1013904223;
    bytes += pieces[(seed >> 16) % std::size(pieces)];
    if (bytes.size() > 120) bytes.clear();
    std::size_t end = 0;
    for (const IdentifierFinding& finding : find_identifiers(bytes)) {
      ASSERT_GE(finding.offset_bytes, end) << bytes;
      end = finding.offset_bytes + finding.length_bytes;
      ASSERT_LE(end, bytes.size()) << bytes;
    }
  }
}

}  // namespace
}  // namespace daicho::text
