// SPDX-License-Identifier: Apache-2.0
#include "text/normalise.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding.h"
#include "text/kanji_variants.h"
#include "text/utf8.h"
#include "text/vector_file.h"

namespace daicho::text {
namespace {

TEST(Normalise, makes_the_matching_keys_of_the_vectors) {
  for (const auto& [line, columns] : read_vectors("matching_key.tsv", 2)) {
    EXPECT_EQ(matching_key(columns[0]), columns[1]) << line;
  }
}

TEST(Normalise, makes_a_key_that_is_its_own_key) {
  for (const auto& [line, columns] : read_vectors("matching_key.tsv", 2)) {
    EXPECT_EQ(matching_key(columns[1]), columns[1]) << line;
  }
}

TEST(Normalise, keeps_variants_apart_in_a_strict_key) {
  EXPECT_NE(strict_matching_key("髙橋"), strict_matching_key("高橋"));
  EXPECT_EQ(strict_matching_key("髙 橋"), strict_matching_key("髙橋"));
  EXPECT_EQ(strict_matching_key("たかはし"), "タカハシ");
}

TEST(Normalise, knows_at_least_200_groups_of_kanji_variants) {
  const std::string_view pairs[] = {"髙高", "﨑崎", "齋斎", "齊斎", "斉斎", "邊辺", "邉辺", "德徳", "濵浜",
                                    "濱浜", "澤沢", "嶋島", "嶌島", "廣広", "國国", "櫻桜", "眞真", "惠恵",
                                    "榮栄", "渕淵", "瀧滝", "龍竜", "冨富", "舘館", "曾曽", "槇槙", "圓円",
                                    "學学", "條条", "將将", "豐豊", "藏蔵", "壽寿", "穐秋", "靏鶴", "埜野"};
  for (const std::string_view pair : pairs) {
    const std::u32string characters = to_code_points(pair);
    EXPECT_EQ(kanji_representative(characters[0]), characters[1]) << pair;
    EXPECT_EQ(kanji_representative(characters[1]), characters[1]) << pair;
  }
  std::size_t folded = 0;
  for (char32_t c = 0x3400; c < 0x30000; ++c) {
    const char32_t representative = kanji_representative(c);
    if (representative == c) continue;
    ++folded;
    EXPECT_EQ(kanji_representative(representative), representative) << to_utf8({&c, 1});
  }
  EXPECT_GE(folded, 500u);
}

TEST(Normalise, leaves_different_kanji_apart) {
  for (const auto& [a, b] :
       {std::pair("坂", "阪"), {"園", "薗"}, {"畑", "畠"}, {"己", "巳"}, {"末", "未"}, {"土", "士"}}) {
    EXPECT_NE(matching_key(a), matching_key(b));
  }
}

TEST(Normalise, makes_half_width_of_ascii_and_of_nothing_else) {
  EXPECT_EQ(half_width_ascii("Ａｂ１＠．　"), "Ab1@. ");
  EXPECT_EQ(half_width_ascii("①㈱ﾀｶﾊｼ髙"), "①㈱ﾀｶﾊｼ髙");
  EXPECT_EQ(half_width_ascii("plain"), "plain");
}

TEST(Normalise, applies_nfkc_and_nothing_else) {
  EXPECT_EQ(nfkc("①ﾊﾞ㍻髙"), "1バ平成髙");
  EXPECT_EQ(nfkc("\xff"), "\uFFFD");
  EXPECT_EQ(nfkc("Ab"), "Ab");
}

TEST(Normalise, drops_variation_selectors_only) {
  EXPECT_EQ(without_variation_selectors("葛\U000E0100城\uFE00"), "葛城");
  EXPECT_EQ(without_variation_selectors("髙①"), "髙①");
}

TEST(Normalise, flags_gaiji_with_their_places) {
  for (const auto& [line, columns] : read_vectors("gaiji.tsv", 2)) {
    std::string shown;
    for (const Gaiji& gaiji : find_gaiji(columns[0])) {
      char text[32];
      std::snprintf(text, sizeof text, "%s%zu:U+%X", shown.empty() ? "" : " ", gaiji.offset_bytes,
                    static_cast<unsigned>(gaiji.code_point));
      shown += text;
    }
    EXPECT_EQ(shown, columns[1]) << line;
    EXPECT_EQ(contains_gaiji(columns[0]), !columns[1].empty()) << line;
  }
}

TEST(Normalise, makes_text_of_any_bytes) {
  std::string bytes;
  std::uint32_t seed = 1;
  for (int i = 0; i < 20'000; ++i) {
    seed = seed * 1664525 + 1013904223;
    bytes.push_back(static_cast<char>(seed >> 24));
    if (bytes.size() == 40) bytes.clear();
    EXPECT_TRUE(base::is_utf8(matching_key(bytes)));
    EXPECT_TRUE(base::is_utf8(nfkc(bytes)));
    EXPECT_TRUE(base::is_utf8(half_width_ascii(bytes)) || half_width_ascii(bytes) == bytes);
  }
}

TEST(Utf8, reads_and_writes_every_code_point) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    ASSERT_TRUE(base::is_utf8(text));
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
    ASSERT_EQ(previous_code_point(text, at), c);
    ASSERT_EQ(at, 0u);
  }
}

TEST(Utf8, reads_what_is_no_text_as_replacement_characters) {
  EXPECT_EQ(to_utf8(to_code_points("\xc0\xaf")), "\uFFFD\uFFFD");
  EXPECT_EQ(to_utf8(to_code_points("a\xe3\x81")), "a\uFFFD\uFFFD");
  EXPECT_EQ(to_utf8(to_code_points("\xed\xa0\x80")), "\uFFFD\uFFFD\uFFFD");
  std::string out;
  append_utf8(out, 0xD800);
  append_utf8(out, 0x110000);
  EXPECT_EQ(out, "\uFFFD\uFFFD");
}

}  // namespace
}  // namespace daicho::text
