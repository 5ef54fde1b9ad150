// SPDX-License-Identifier: Apache-2.0
#include "text/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "text/kana.h"
#include "text/vector_file.h"

namespace daicho::text {
namespace {

bool finds(std::string_view query, std::string_view name) {
  const auto keys = name_keys(name);
  const auto sought = name_query_keys(query);
  return std::any_of(sought.begin(), sought.end(), [&keys](const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  });
}

TEST(Names, finds_names_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("name_search.tsv", 3)) {
    EXPECT_EQ(finds(columns[0], columns[1]), columns[2] == "found") << line;
  }
}

TEST(Names, finds_each_name_by_itself) {
  for (const auto& [line, columns] : read_vectors("name_search.tsv", 3)) {
    EXPECT_TRUE(finds(columns[1], columns[1])) << line;
    EXPECT_TRUE(finds(columns[0], columns[0])) << line;
  }
}

TEST(Names, admits_to_each_field_what_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("name_script.tsv", 3)) {
    bool is_known = false;
    for (const NameScript script :
         {NameScript::kanji, NameScript::hiragana, NameScript::katakana, NameScript::romaji}) {
      if (public_name(script).text() != columns[0]) continue;
      is_known = true;
      EXPECT_EQ(is_written_in(script, columns[1]), columns[2] == "fits") << line;
    }
    EXPECT_TRUE(is_known) << line;
  }
}

TEST(Names, refuses_hiragana_in_the_katakana_field) {  // B-011
  EXPECT_FALSE(is_written_in(NameScript::katakana, "たかはし"));
  EXPECT_TRUE(is_written_in(NameScript::katakana, "タカハシ"));
}

TEST(Names, makes_few_distinct_keys_without_spaces) {
  for (const auto& [line, columns] : read_vectors("name_search.tsv", 3)) {
    auto keys = name_keys(columns[1]);
    EXPECT_LE(keys.size(), name_keys_max) << line;
    for (const std::string& key : keys) EXPECT_EQ(key.find(' '), key.npos) << line;
    std::sort(keys.begin(), keys.end());
    EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end()) << line;
    EXPECT_EQ(std::count(keys.begin(), keys.end(), ""), 0) << line;
  }
  EXPECT_LE(name_keys("あ い う え お か き く け こ さ").size(), name_keys_max);
  EXPECT_LE(name_keys("a b c d e f g h i j k l").size(), name_keys_max);
}

TEST(Names, makes_no_key_of_a_name_without_letters) {
  for (const std::string_view name : {"", " ", "　", "・", ","}) {
    EXPECT_TRUE(name_keys(name).empty()) << name;
    EXPECT_TRUE(name_query_keys(name).empty()) << name;
  }
}

TEST(Names, keys_a_kana_name_in_kana_and_in_romaji_in_both_orders) {
  EXPECT_THAT(name_keys("タカハシ タロウ"),
              testing::UnorderedElementsAre("タカハシタロウ", "takahashitaro", "タロウタカハシ",
                                            "tarotakahashi", "タカハシ", "takahashi", "タロウ", "taro"));
}

TEST(Kana, writes_hepburn_and_romaji_keys_as_the_vectors_say) {
  for (const auto& [line, columns] : read_vectors("romaji.tsv", 3)) {
    EXPECT_EQ(hepburn(columns[0]), columns[1]) << line;
    EXPECT_EQ(romaji_key(columns[0]), columns[2]) << line;
    EXPECT_EQ(romaji_key(columns[1]), columns[2]) << line;
  }
}

TEST(Kana, changes_kana_of_one_kind_into_the_other) {
  EXPECT_EQ(to_katakana("たかはし ﾀﾞｲｽｹ ﾊﾟﾘ ｳﾞ 高橋 abc"), "タカハシ ダイスケ パリ ヴ 高橋 abc");
  EXPECT_EQ(to_hiragana("タカハシ ﾀﾞｲｽｹ ヴ ヷ ー 高橋"), "たかはし だいすけ ゔ ヷ ー 高橋");
  EXPECT_EQ(to_katakana("ﾞｱﾞ"), "ﾞアﾞ");
  EXPECT_EQ(to_katakana("か\u3099は\u309A"), "ガパ");
}

TEST(Kana, voices_and_unvoices_letters) {
  EXPECT_EQ(with_voicing(U'カ'), U'ガ');
  EXPECT_EQ(with_voicing(U'ア'), U'ア');
  EXPECT_EQ(with_half_voicing(U'ハ'), U'パ');
  EXPECT_EQ(with_half_voicing(U'カ'), U'カ');
  EXPECT_EQ(without_voicing(U'パ'), U'ハ');
  EXPECT_EQ(without_voicing(U'ヴ'), U'ウ');
}

}  // namespace
}  // namespace daicho::text
