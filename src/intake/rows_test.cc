// SPDX-License-Identifier: Apache-2.0
#include "intake/rows.h"

#include <gtest/gtest.h>

namespace daicho::intake {
namespace {

constexpr const char* basis = "record_type: profile\nchannel: website\npurposes: [billing]\nsource: 申込書\n";

std::string faults_of(std::string_view yaml, const std::vector<std::string>& headings) {
  const Mapping map = read_mapping(yaml).value();
  const auto maker = RowMaker::create(map, headings);
  std::string lines;
  if (maker) return lines;
  for (const Fault& fault : maker.error()) lines += line(fault, "map", base::Language::en).append("\n");
  return lines;
}

// The acquisition of one row, or the text of its error.
std::string acquired(const std::string& yaml, const std::vector<std::string>& headings,
                     const std::vector<std::string>& cells) {
  const Mapping map = read_mapping(yaml).value();
  const auto maker = RowMaker::create(map, headings);
  if (!maker) return faults_of(yaml, headings);
  const auto row = maker->acquisition(cells);
  return row ? *row : row.error().text();
}

TEST(Rows, become_acquisitions) {
  const std::string yaml = R"(record_type: profile
channel: third_party
purposes: [customer_support, billing]
source: {column: 紹介元}
subject: {alias: {prefix: "crm:", column: 顧客番号}}
subject_kind: {column: 区分, when: {個人: customer, 取引先: partner_staff}}
acquired_at: {column: 登録日}
consents: {column: メルマガ, when: {"希望する": [email_advertising], "希望しない": []}}
events: {contract_ended: {column: 解約日}, last_contact: {column: 登録日}}
contexts: [health_service]
facts: {reason: {column: 理由}, case: 令和8年第1号}
exception: emergency
columns: {氏名: name_kanji, メール: email}
)";
  const std::vector<std::string> headings = {"顧客番号", "氏名",   "メール", "登録日", "解約日",
                                             "メルマガ", "紹介元", "区分",   "理由"};
  EXPECT_EQ(
      acquired(
          yaml, headings,
          {"C-1", " 髙橋　太郎 ", "a@example.jp", "令和5年4月1日", "", "希望する", "架空商事", "取引先", ""}),
      R"({"record_type":"profile","channel":"third_party","purposes":["customer_support","billing"],"source":"架空商事",)"
      R"("subject":{"alias":"crm:C-1"},"subject_kind":"partner_staff","acquired_at":"2023-03-31T15:00:00Z",)"
      R"("consents":["email_advertising"],"events":{"last_contact":"2023-04-01"},"contexts":["health_service"],)"
      R"("exception":"emergency","facts":{"case":"令和8年第1号"},"items":{"name_kanji":"髙橋　太郎","email":"a@example.jp"}})");
  EXPECT_EQ(
      acquired(yaml, headings, {"C-2", "架空", "", "2023-04-01", "R6.3.31", "", "", "", "契約"}),
      R"({"record_type":"profile","channel":"third_party","purposes":["customer_support","billing"],"source":"",)"
      R"("subject":{"alias":"crm:C-2"},"acquired_at":"2023-03-31T15:00:00Z",)"
      R"("events":{"contract_ended":"2024-03-31","last_contact":"2023-04-01"},"contexts":["health_service"],)"
      R"("exception":"emergency","facts":{"reason":"契約","case":"令和8年第1号"},"items":{"name_kanji":"架空"}})");
}

TEST(Rows, escape_what_json_must_escape) {
  EXPECT_NE(acquired(std::string(basis) + "columns: {a: inquiry_text}\n", {"a"}, {"x\"\\\n\ty"})
                .find(R"({"inquiry_text":"x\"\\\n\ty"})"),
            std::string::npos);
}

TEST(Rows, join_several_columns_of_one_item_and_leave_empty_ones_out) {
  const std::string yaml = std::string(basis) +
                           "columns: {姓: name_kanji, 名: name_kanji, 県: home_address, 市: "
                           "home_address}\njoin: {name_kanji: \"　\", home_address: \"\"}\n";
  const std::vector<std::string> headings = {"名", "姓", "県", "市"};
  EXPECT_NE(acquired(yaml, headings, {"太郎", "髙橋", "架空県", "見本市"})
                .find(R"("name_kanji":"髙橋　太郎","home_address":"架空県見本市")"),
            std::string::npos);
  EXPECT_NE(acquired(yaml, headings, {"", "髙橋", "", ""}).find(R"("items":{"name_kanji":"髙橋"}})"),
            std::string::npos);
}

TEST(Rows, keep_spaces_when_trimming_is_off) {
  const std::string yaml = std::string(basis) + "columns: {a: email}\n";
  EXPECT_NE(acquired(yaml, {"a"}, {"　x\t"}).find("\"x\""), std::string::npos);
  EXPECT_NE(acquired(yaml + "trim: false\n", {"a"}, {"　x "}).find("\"　x \""), std::string::npos);
}

TEST(Rows, say_which_column_is_wrong_and_never_its_value) {
  const std::vector<std::string> headings = {"番号", "日", "語", "氏名"};
  const std::string items = "columns: {氏名: name_kanji}\n";
  const struct {
    const char* map;
    std::vector<std::string> cells;
    const char* error;
  } cases[] = {
      {"subject: {alias: {column: 番号}}\n",
       {"", "", "", "秘密"},
       "missing_field: this cell says whose row it is; fill it (column=1)"},
      {"acquired_at: {column: 日}\n",
       {"", "秘密", "", "a"},
       "invalid_value: this cell holds no day and no time (column=2)"},
      {"acquired_at: {column: 日}\n",
       {"", " ", "", "a"},
       "missing_field: this cell says when it was acquired; fill it (column=2)"},
      {"events: {contract_ended: {column: 日}}\n",
       {"", "秘密", "", "a"},
       "invalid_value: this cell holds no day (column=2)"},
      {"consents: {column: 語, when: {はい: [c]}}\n",
       {"", "", "秘密", "a"},
       "invalid_value: the map does not say what this word means; list it under `when` (column=3)"},
      {"subject_kind: {column: 語}\n",
       {"", "", "秘密", "a"},
       "invalid_value: the map does not say what this word means; list it under `when` (column=3)"},
      {"", {"1", "2", "3", "　"}, "missing_field: the row fills no item; there is nothing to take"},
      {"", {}, "missing_field: the row fills no item; there is nothing to take"},
  };
  for (const auto& one : cases)
    EXPECT_EQ(acquired(std::string(basis) + one.map + items, headings, one.cells), one.error);
}

TEST(Rows, find_columns_exactly_first_and_by_matching_key_then) {
  const std::string yaml = std::string(basis) + "columns: {メール: email}\n";
  EXPECT_NE(acquired(yaml, {"ﾒｰﾙ"}, {"x"}).find("\"x\""), std::string::npos);
  EXPECT_NE(acquired(yaml, {" メール "}, {"x"}).find("\"x\""), std::string::npos);
  EXPECT_NE(acquired(yaml, {"めーる", "メール"}, {"no", "yes"}).find("\"yes\""), std::string::npos);
  EXPECT_NE(faults_of(yaml, {"めーる", "ﾒｰﾙ"})
                .find("map:5:11: column_ambiguous: Several columns of the file could be “メール”"),
            std::string::npos);
  EXPECT_NE(faults_of(yaml, {"メール", "メール"}).find("column_ambiguous"), std::string::npos);
  EXPECT_NE(faults_of(yaml, {"氏名", "電話"})
                .find("column_missing: The file has no column “メール”. It has: 氏名, 電話."),
            std::string::npos);
  EXPECT_NE(faults_of(std::string(basis) + "columns: {メール: email, めーる: sns_account}\n", {"メール"})
                .find("column_twice: The column “めーる”"),
            std::string::npos);
}

TEST(Rows, set_aside_the_columns_that_the_map_does_not_name) {
  const Mapping map = read_mapping(std::string(basis) +
                                   "acquired_at: {column: 日}\ncolumns: {氏名: name_kanji, 備考: skip}\n")
                          .value();
  const std::vector<std::string> headings = {"趣味",        "氏名", "備考",         "日",
                                             "daicho_code", "体重", "daicho_reason"};
  EXPECT_EQ(RowMaker::create(map, headings)->unnamed(), (std::vector<std::size_t>{0, 5}));
}

}  // namespace
}  // namespace daicho::intake
