// SPDX-License-Identifier: Apache-2.0
#include "base/cbor.h"

#include <gtest/gtest.h>

#include <limits>

namespace daicho::base {
namespace {

std::string hex(const CborWriter& writer) {
  return to_hex(writer.view());
}

// RFC 8949 Appendix A.
TEST(Cbor, writes_the_integers_of_the_rfc) {
  const std::pair<std::int64_t, const char*> rows[] = {
      {0, "00"},
      {1, "01"},
      {10, "0a"},
      {23, "17"},
      {24, "1818"},
      {25, "1819"},
      {100, "1864"},
      {1000, "1903e8"},
      {1000000, "1a000f4240"},
      {1000000000000, "1b000000e8d4a51000"},
      {-1, "20"},
      {-10, "29"},
      {-100, "3863"},
      {-1000, "3903e7"},
  };
  for (const auto& [value, expected] : rows) EXPECT_EQ(hex(CborWriter().integer(value)), expected);
  EXPECT_EQ(hex(CborWriter().unsigned_integer(18446744073709551615u)), "1bffffffffffffffff");
}

TEST(Cbor, writes_strings_arrays_and_maps_of_the_rfc) {
  EXPECT_EQ(hex(CborWriter().bytes("\x01\x02\x03\x04")), "4401020304");
  EXPECT_EQ(hex(CborWriter().text("水")), "63e6b0b4");
  EXPECT_EQ(hex(CborWriter().array(3).integer(1).integer(2).integer(3)), "83010203");
  EXPECT_EQ(hex(CborWriter().map(2).integer(1).integer(2).integer(3).integer(4)), "a201020304");
  EXPECT_EQ(hex(CborWriter().boolean(false).boolean(true).null()), "f4f5f6");
}

TEST(Cbor, reads_back_what_it_wrote) {
  CborWriter writer;
  writer.map(2).unsigned_integer(1).text("高橋").unsigned_integer(2).array(2).integer(-5).boolean(true);
  CborReader reader(writer.view());
  EXPECT_EQ(reader.map().value(), 2u);
  EXPECT_EQ(reader.unsigned_integer().value(), 1u);
  EXPECT_EQ(reader.text().value(), "高橋");
  EXPECT_EQ(reader.unsigned_integer().value(), 2u);
  EXPECT_EQ(reader.array().value(), 2u);
  EXPECT_EQ(reader.integer().value(), -5);
  EXPECT_TRUE(reader.boolean().value());
  EXPECT_TRUE(reader.finish().has_value());
}

TEST(Cbor, refuses_longer_heads_than_needed) {
  for (const char* text : {"1817", "190018", "1a0000ffff", "1b00000000ffffffff"}) {
    const std::string bytes = *from_hex(text);
    EXPECT_FALSE(CborReader(bytes).unsigned_integer().has_value()) << text;
  }
}

TEST(Cbor, refuses_truncated_and_indefinite_forms) {
  for (const char* text : {"", "18", "5f", "9f", "44010203", "62c3", "8401", "fb3ff0000000000000"}) {
    const std::string bytes = *from_hex(text);
    const bool any = CborReader(bytes).text().has_value() || CborReader(bytes).bytes().has_value() ||
                     CborReader(bytes).array().has_value() || CborReader(bytes).boolean().has_value() ||
                     CborReader(bytes).unsigned_integer().has_value();
    EXPECT_FALSE(any) << text;
  }
}

TEST(Cbor, refuses_text_that_is_not_utf8) {
  const std::string bytes = *from_hex("62c328");
  EXPECT_FALSE(CborReader(bytes).text().has_value());
}

TEST(Cbor, refuses_what_is_left_over) {
  const std::string bytes = *from_hex("0000");
  CborReader reader(bytes);
  ASSERT_TRUE(reader.unsigned_integer().has_value());
  EXPECT_FALSE(reader.finish().has_value());
}

}  // namespace
}  // namespace daicho::base
