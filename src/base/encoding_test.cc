// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"

#include <gtest/gtest.h>

namespace daicho::base {
namespace {

// RFC 4648 §10.
TEST(Encoding, writes_and_reads_the_base64_vectors_of_the_rfc) {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : rows) {
    EXPECT_EQ(to_base64(plain), encoded);
    EXPECT_EQ(from_base64(encoded), plain);
  }
}

TEST(Encoding, refuses_loose_base64) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9v\n", "Z===", "Zm9=", "=Zm9"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Encoding, reads_back_hex_and_base32) {
  std::string all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
  EXPECT_EQ(from_hex(to_hex(all)), all);
  EXPECT_EQ(from_base32(to_base32(all)), all);
  EXPECT_EQ(to_base32(std::string(16, '\xff')).size(), 26u);
  EXPECT_EQ(from_hex("Ff"), "\xff");
  EXPECT_FALSE(from_hex("f"));
  EXPECT_FALSE(from_hex("fg"));
}

TEST(Encoding, refuses_base32_with_spare_bits_or_lookalikes) {
  EXPECT_FALSE(from_base32("zz"));
  EXPECT_FALSE(from_base32("0l"));
  EXPECT_FALSE(from_base32("0O"));
}

TEST(Encoding, orders_big_endian_integers_as_bytes) {
  std::string small, large;
  append_be64(small, 255);
  append_be64(large, 256);
  EXPECT_LT(small, large);
  EXPECT_EQ(read_be64(large), 256u);
  std::string four;
  append_be32(four, 0xdeadbeef);
  EXPECT_EQ(read_be32(four), 0xdeadbeefu);
}

TEST(Encoding, knows_utf8_from_what_is_not) {
  for (const char* good : {"", "abc", "高橋", "𠮷野家", "葛󠄀"}) EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad :
       {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe3\x81", "\x80", "\xff", "\xe0\x80\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Encoding, compares_in_constant_time_and_rightly) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace daicho::base
