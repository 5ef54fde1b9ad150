// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/encoding.h"
#include "text/address.h"
#include "text/charset.h"
#include "text/email.h"
#include "text/identifiers.h"
#include "text/kana.h"
#include "text/names.h"
#include "text/normalise.h"
#include "text/phone.h"
#include "text/utf8.h"
#include "text/wareki.h"

namespace daicho::text {
namespace {

// Texts put together at random, by a fixed seed, from what the readers look for and from bytes that are no
// text.
class AnyText : public testing::Test {
 protected:
  std::string next() {
    static constexpr std::string_view pieces[] = {"0",
                                                  "1",
                                                  "９",
                                                  "〇",
                                                  "三",
                                                  "十",
                                                  "百",
                                                  "丁目",
                                                  "番地",
                                                  "番",
                                                  "号",
                                                  "号室",
                                                  "条",
                                                  "-",
                                                  "ー",
                                                  "ｰ",
                                                  "−",
                                                  "〜",
                                                  "の",
                                                  "ノ",
                                                  "ヶ",
                                                  "字",
                                                  "大字",
                                                  "東京都",
                                                  "京都市",
                                                  "区",
                                                  "上ル",
                                                  "東入",
                                                  "郡",
                                                  "町",
                                                  " ",
                                                  "　",
                                                  "〒",
                                                  "令和",
                                                  "R",
                                                  "元",
                                                  "年",
                                                  "月",
                                                  "日",
                                                  ".",
                                                  "/",
                                                  "(",
                                                  "）",
                                                  "生",
                                                  "+",
                                                  "+81",
                                                  "03",
                                                  "090",
                                                  "内線",
                                                  "代",
                                                  "@",
                                                  "＠",
                                                  "example.jp",
                                                  "日本語。jp",
                                                  "\"",
                                                  "<",
                                                  ">",
                                                  "ッ",
                                                  "ャ",
                                                  "ン",
                                                  "ﾊ",
                                                  "ﾞ",
                                                  "ﾟ",
                                                  "が",
                                                  "ゝ",
                                                  "ゞ",
                                                  "々",
                                                  "髙",
                                                  "葛\U000E0100",
                                                  "\uE000",
                                                  "Ō",
                                                  "o",
                                                  "h",
                                                  "n'",
                                                  "ß",
                                                  "a\u0304",
                                                  "個人番号",
                                                  "注文番号",
                                                  "T",
                                                  "AB",
                                                  "\xff",
                                                  "\xe3",
                                                  "\x81",
                                                  "\xf0\x9f",
                                                  "\xed\xa0\x80",
                                                  "\n",
                                                  "\0"};
    std::string text;
    for (std::uint32_t left = random() % 14; left > 0; --left) text += pieces[random() % std::size(pieces)];
    return text;
  }

  static constexpr int texts = 30'000;

 private:
  std::uint32_t random() {
    seed_ = seed_ * 1664525 + 1013904223;
    return seed_ >> 16;
  }
  std::uint32_t seed_ = 20261121;
};

TEST_F(AnyText, becomes_keys_that_are_text) {
  for (int i = 0; i < texts; ++i) {
    const std::string text = next();
    std::string all = matching_key(text) + strict_matching_key(text) + nfkc(text) + to_katakana(text) +
                      to_hiragana(text) + hepburn(text) + romaji_key(text) + address_key(text).place +
                      address_key(text).building;
    for (const auto& keys : {name_keys(text), name_query_keys(text), address_keys(text)}) {
      for (const std::string& key : keys) {
        EXPECT_FALSE(key.empty()) << text;
        all += key;
      }
    }
    ASSERT_TRUE(base::is_utf8(all)) << text;
  }
}

TEST_F(AnyText, keeps_its_key_when_it_is_keyed_again) {
  for (int i = 0; i < texts; ++i) {
    const std::string key = matching_key(next());
    ASSERT_EQ(matching_key(key), key);
  }
}

TEST_F(AnyText, is_found_by_itself_when_it_is_a_name) {
  for (int i = 0; i < texts; ++i) {
    const std::string text = next();
    const auto keys = name_keys(text);
    for (const std::string& sought : name_query_keys(text)) {
      const bool is_loose = sought.starts_with('~');
      ASSERT_TRUE(is_loose || std::find(keys.begin(), keys.end(), sought) != keys.end())
          << text << " " << sought;
    }
    ASSERT_LE(keys.size(), name_keys_max);
  }
}

TEST_F(AnyText, reads_back_what_was_read_from_it) {
  for (int i = 0; i < texts; ++i) {
    const std::string text = next();
    if (const auto phone = parse_phone(text)) {
      ASSERT_EQ(phone_key(phone->e164), phone->e164) << text;
    }
    if (const auto email = parse_email(text)) {
      ASSERT_EQ(email_key(email->address()), email_key(text)) << text;
    }
    if (const auto code = parse_postal_code(text)) {
      ASSERT_EQ(parse_postal_code(format_postal_code(*code)), code) << text;
    }
    if (const auto written = parse_date(text)) {
      ASSERT_EQ(parse_date(written->date.text())->date, written->date) << text;
    }
  }
}

TEST_F(AnyText, is_scanned_and_guessed_without_harm) {
  for (int i = 0; i < texts; ++i) {
    const std::string text = next();
    for (const IdentifierFinding& finding : find_identifiers(text, text)) {
      ASSERT_LE(finding.offset_bytes + finding.length_bytes, text.size());
    }
    if (const auto encoding = guess_encoding(text)) {
      // All but a last character that is cut off can be read.
      std::string utf8;
      ASSERT_TRUE(Decoder(*encoding).decode(text, utf8));
    }
  }
}

}  // namespace
}  // namespace daicho::text
