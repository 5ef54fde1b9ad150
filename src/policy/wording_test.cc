// SPDX-License-Identifier: Apache-2.0
#include "policy/wording.h"

#include <gtest/gtest.h>

namespace daicho::policy {
namespace {

TEST(Wording, calls_vague_what_alone_says_nothing) {
  for (const char* vague :
       {"事業活動", "当社の事業活動", "マーケティング活動のため", "サービスの向上等", "サービスの改善など",
        "その他当社の業務に必要な事項", "サービス の 向上", "その他"}) {
    EXPECT_TRUE(is_vague({vague, ""})) << vague;
  }
  for (const char* specific :
       {"料金の請求・決済処理", "新商品の案内の送付", "お客様からのお問い合わせへの回答",
        "閲覧履歴を分析したサービスの向上", "業務委託先との連絡"}) {
    EXPECT_FALSE(is_vague({specific, ""})) << specific;
  }
  EXPECT_TRUE(is_vague({"料金の請求", "Business activities"}));
  EXPECT_TRUE(is_vague({"料金の請求", "billing and other related purposes"}));
  EXPECT_FALSE(is_vague({"料金の請求", "Billing for the service"}));
}

TEST(Wording, finds_numbers_that_stand_in_one_language_only) {
  struct Case {
    const char* ja;
    const char* en;
    const char* differing;
  };
  const Case cases[] = {
      {"3年間保存します。", "We keep it for 3 years.", ""},
      {"３年間保存します。", "We keep it for three years.", ""},
      {"3年間保存します。", "We keep it for 2 years.", "2, 3"},
      {"三年間保存します。", "We keep it for 3 years.", ""},
      {"三十日以内", "within 30 days", ""},
      {"平日9:00～18:00", "weekdays 9 a.m. to 6 p.m.", ""},
      {"2026年4月1日", "1 April 2026", ""},
      {"1,000人", "1000 persons", ""},
      {"年1回以上", "at least once a year", ""},
      {"30日以内に回答します。", "We answer promptly.", "30"},
      {"速やかに回答します。", "We answer within 14 days.", "14"},
      {"", "7", ""},
      {"①氏名 ②住所", "1. name 2. address", ""},
  };
  for (const Case& c : cases)
    EXPECT_EQ(differing_numbers({c.ja, c.en}), c.differing) << c.ja << " / " << c.en;
}

TEST(Wording, follows_the_printed_numbers) {
  struct Case {
    const char* previous;
    const char* next;
    bool follows;
  };
  const Case cases[] = {
      {"1", "2", true},          {"6", "8", false},   {"2", "2.1", true},      {"2.1", "2.2", true},
      {"2.5", "3", true},        {"2", "2.2", false}, {"2.1", "2.3", false},   {"2.3", "4", false},
      {"第9条", "第10条", true}, {"６", "７", true},  {"３．", "５．", false}, {"5.3.1", "5.3.2", true},
      {"5.3.2", "6", true},      {"2", "2", false},   {"3", "2", false},       {"0", "1", true},
      {"①", "②", true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(follows(number_levels(c.previous), number_levels(c.next)), c.follows)
        << c.previous << " " << c.next;
  }
  EXPECT_TRUE(number_levels("前文").empty());
}

TEST(Wording, knows_a_number_in_any_digits) {
  EXPECT_TRUE(names_number("7年間", 7));
  EXPECT_TRUE(names_number("１０年間", 10));
  EXPECT_TRUE(names_number("十年間", 10));
  EXPECT_FALSE(names_number("17年間", 7));
  EXPECT_FALSE(names_number("法定の期間", 10));
}

}  // namespace
}  // namespace daicho::policy
