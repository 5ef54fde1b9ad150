// SPDX-License-Identifier: Apache-2.0
#include "intake/mapping.h"

#include <gtest/gtest.h>

#include <set>

#include "intake/moments.h"

namespace daicho::intake {
namespace {

constexpr std::string_view whole_map = R"(record_type: profile
channel: website
purposes: [customer_support, billing]
source: {column: 紹介元}
subject: {alias: {prefix: "crm:", column: 顧客番号}}
subject_kind: {column: 区分, when: {個人: customer, 取引先: partner_staff}}
acquired_at: {column: 登録日}
consents: [location, {column: メルマガ, when: {"希望する": [email_advertising], "希望しない": []}}]
events: {contract_ended: {column: 解約日}, last_contact: "2026-03-31"}
contexts: [health_service]
facts: {reason: 契約の履行}
exception: emergency
columns: {姓: name_kanji, 名: name_kanji, メール: email, 備考: skip}
join: {name_kanji: "　"}
trim: false
)";

std::string faults_of(std::string_view yaml) {
  const auto map = read_mapping(yaml);
  std::string lines;
  if (map) return lines;
  for (const Fault& fault : map.error()) lines += line(fault, "map", base::Language::en).append("\n");
  return lines;
}

TEST(Mapping, reads_every_key) {
  const auto map = read_mapping(whole_map);
  ASSERT_TRUE(map.has_value()) << faults_of(whole_map);
  EXPECT_EQ(map->record_type.text, "profile");
  EXPECT_EQ(map->channel.text, "website");
  EXPECT_EQ(map->purposes.size(), 2u);
  EXPECT_EQ(std::get<Column>(map->source).heading.text, "紹介元");
  EXPECT_EQ(map->subject->prefix, "crm:");
  EXPECT_EQ(map->subject->by, SubjectFrom::By::alias);
  EXPECT_EQ(std::get<Choice>(*map->subject_kind).when[1].second.front().text, "partner_staff");
  EXPECT_EQ(std::get<Written>(map->consents[0]).text, "location");
  EXPECT_EQ(std::get<Choice>(map->consents[1]).when[1].first, "希望しない");
  EXPECT_TRUE(std::get<Choice>(map->consents[1]).when[1].second.empty());
  EXPECT_EQ(map->events[0].first.text, "contract_ended");
  EXPECT_EQ(std::get<Written>(map->events[1].second).text, "2026-03-31");
  EXPECT_EQ(map->facts[0].first.text, "reason");
  EXPECT_EQ(map->exception->text, "emergency");
  EXPECT_EQ(map->columns.size(), 4u);
  EXPECT_FALSE(map->columns[3].item.has_value());
  EXPECT_EQ(map->joins[0].second, "　");
  EXPECT_FALSE(map->trim);
  EXPECT_EQ(map->channel.place, (Place{2, 10}));
}

TEST(Mapping, needs_no_more_than_four_keys_and_a_column) {
  const auto map = read_mapping(
      "record_type: profile\nchannel: website\npurposes: [billing]\nsource: 申込書\ncolumns: {氏名: "
      "name_kanji}\n");
  ASSERT_TRUE(map.has_value());
  EXPECT_TRUE(map->trim);
  EXPECT_FALSE(map->subject.has_value());
  EXPECT_TRUE(map->consents.empty());
}

TEST(Mapping, says_where_and_what_is_wrong) {
  const std::string good =
      "record_type: profile\nchannel: website\npurposes: [billing]\nsource: x\ncolumns: {氏名: name_kanji}\n";
  const struct {
    std::string yaml;
    const char* fault;
  } cases[] = {
      {good + "colour: red\n", "map:6:1: unknown_key: “colour” is not known here."},
      {good + "channel: documents\n", "map:6:1: duplicate_key: “channel”"},
      {"channel: website\npurposes: [billing]\nsource: x\ncolumns: {a: b}\n",
       "map:1:1: missing_key: “record_type”"},
      {"- a\n", "map:1:1: expected_mapping"},
      {"", "expected_mapping"},
      {good + "subject: crm\n", "map:6:10: expected_mapping"},
      {good + "subject: {name: {column: a}}\n", "map:6:11: unknown_key: “name”"},
      {good + "subject: {alias: {prefix: a}}\n", "map:6:18: missing_key: “column”"},
      {good + "subject: {id: {prefix: a, column: b}}\n", "map:6:16: unknown_key: “prefix”"},
      {good + "subject_kind: friend\n", "map:6:15: expected_subject_kind: “friend”"},
      {good + "subject_kind: {column: a, when: {b: friend}}\n", "expected_subject_kind: “friend”"},
      {good + "consents: {column: a}\n", "map:6:11: missing_key: “when”"},
      {good + "consents: email\n", "map:6:11: expected_list"},
      {good + "contexts: {a: b}\n", "map:6:11: expected_list"},
      {good + "acquired_at: soon\n", "map:6:14: expected_day"},
      {good + "events: {contract_ended: never}\n", "map:6:26: expected_day"},
      {good + "facts: [a]\n", "map:6:8: expected_mapping"},
      {good + "trim: perhaps\n", "map:6:7: expected_true_or_false"},
      {good + "join: {name_kanji: \" \"}\n", "map:6:8: join_without_columns"},
      {good + "source_of: &a b\n", "anchor_or_tag"},
      {good + "trim: *a\n", "anchor_or_tag"},
      {good + "trim: !!bool true\n", "anchor_or_tag"},
      {good + "---\na: b\n", "second_document"},
      {good + "a: [b\n", "not_yaml"},
      {good + "a: \x01\n", "map:6:4: not_text"},
      {good + "a: \xff\n", "not_text"},
      {good + "a: [[[[[[[[[b]]]]]]]]]\n", "too_large"},
      {"record_type: p\nchannel: w\npurposes: [b]\nsource: x\ncolumns: {a: skip}\n", "map:5:10: no_item"},
      {"record_type: p\nchannel: w\npurposes: [b]\nsource: x\ncolumns: {a: email, b: email}\n",
       "map:5:24: item_twice: Several columns are mapped to “email”"},
      {"record_type: p\nchannel: w\npurposes: b\nsource: x\ncolumns: {a: email}\n",
       "map:3:11: expected_list"},
      {"record_type: p\nchannel: [w]\npurposes: [b]\nsource: x\ncolumns: {a: email}\n",
       "map:2:10: expected_text"},
  };
  for (const auto& one : cases) {
    EXPECT_NE(faults_of(one.yaml).find(one.fault), std::string::npos) << one.yaml << "gave\n"
                                                                      << faults_of(one.yaml);
  }
}

TEST(Mapping, says_everything_that_is_wrong_at_once_in_the_order_of_the_file) {
  const std::string faults = faults_of("channel: [a]\npurposes: b\ncolour: red\ncolumns: {a: email}\n");
  EXPECT_EQ(std::count(faults.begin(), faults.end(), '\n'), 5) << faults;
  EXPECT_LT(faults.find(":2:"), faults.find(":3:"));
}

TEST(Mapping, has_a_sentence_in_both_languages_for_every_fault) {
  std::set<std::string> sentences;
  for (const FaultCode code : all_fault_codes()) {
    for (const base::Language language : {base::Language::ja, base::Language::en}) {
      const std::string sentence = Fault{code, {}, {"Q0", "Q1"}}.message(language);
      EXPECT_FALSE(sentence.empty()) << public_name(code).text();
      EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
      EXPECT_TRUE(sentences.insert(sentence).second) << sentence;
    }
  }
}

TEST(Moments, reads_days_and_times_as_files_write_them) {
  const struct {
    const char* text;
    const char* instant;
  } cases[] = {
      {"2026-03-31", "2026-03-30T15:00:00Z"},
      {"2026/3/31", "2026-03-30T15:00:00Z"},
      {"令和8年3月31日", "2026-03-30T15:00:00Z"},
      {"R8.3.31", "2026-03-30T15:00:00Z"},
      {"20260331", "2026-03-30T15:00:00Z"},
      {"2026/03/31 9:05", "2026-03-31T00:05:00Z"},
      {"2026-03-31 09:05:07", "2026-03-31T00:05:07Z"},
      {"2026-03-31　09:05", "2026-03-31T00:05:00Z"},
      {"2026-03-31T09:05:07+09:00", "2026-03-31T00:05:07Z"},
      {"2026-03-31T00:05:07Z", "2026-03-31T00:05:07Z"},
      {"", ""},
      {"soon", ""},
      {"2026-02-30", ""},
      {"2026-03-31 24:00", ""},
      {"2026-03-31 9", ""},
      {"2026-03-31 9:60", ""},
      {"2026-03-31 9:05:", ""},
      {"2026-03-31 9:05:07x", ""},
      {"2026-03-31 -9:05", ""},
      {"9:05", ""},
  };
  for (const auto& one : cases) {
    const auto moment = read_moment(one.text);
    EXPECT_EQ(moment ? moment->text() : "", one.instant) << one.text;
  }
}

}  // namespace
}  // namespace daicho::intake
