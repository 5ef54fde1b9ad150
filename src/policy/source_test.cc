// SPDX-License-Identifier: Apache-2.0
#include "policy/source.h"

#include <gtest/gtest.h>

namespace daicho::policy {
namespace {

struct Case {
  std::string bytes;
  FindingCode code;
  Position at;
};

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Source, refuses_what_is_not_plain_yaml_and_says_where) {
  const Case cases[] = {
      {"a: 1\nb: 2\na: 3\n", FindingCode::duplicate_key, {3, 1}},
      {"a:\n  - {b: 1, c: 2, b: 3}\n", FindingCode::duplicate_key, {2, 18}},
      {"a: &x 1\n", FindingCode::anchor_or_tag, {1, 7}},
      {"a: *x\n", FindingCode::anchor_or_tag, {1, 4}},
      {"a: !!int 1\n", FindingCode::anchor_or_tag, {1, 10}},
      {"a: 1\n---\nb: 2\n", FindingCode::second_document, {2, 1}},
      {"a: [1, 2\n", FindingCode::not_yaml, {2, 1}},
      {"{a: 1", FindingCode::not_yaml, {2, 1}},
      {"[a]: 1\n", FindingCode::expected_text, {1, 1}},
      {nested(17), FindingCode::too_deep, {1, 17}},
      {"a: \xff\n", FindingCode::not_utf8, {1, 1}},
      {"a: 1\n漢: \x07\n", FindingCode::not_utf8, {2, 4}},
      {std::string("a: \0\n", 5), FindingCode::not_utf8, {1, 4}},
      {std::string(source_bytes_max + 1, ' '), FindingCode::too_large, {1, 1}},
  };
  for (const Case& c : cases) {
    Findings findings;
    read_yaml(c.bytes, findings);
    ASSERT_FALSE(findings.empty()) << c.bytes.substr(0, 40);
    EXPECT_EQ(findings.front().code, c.code) << c.bytes.substr(0, 40);
    EXPECT_EQ(findings.front().position, c.at)
        << c.bytes.substr(0, 40) << " " << findings.front().position.line << ":"
        << findings.front().position.column;
  }
}

TEST(Source, refuses_more_entries_than_a_policy_has) {
  std::string bytes = "a: [";
  for (std::size_t i = 0; i <= source_nodes_max; ++i) bytes += "1,";
  Findings findings;
  read_yaml(bytes + "]", findings);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().code, FindingCode::too_large);
}

TEST(Source, reads_texts_lists_and_mappings_with_their_places) {
  Findings findings;
  const Node root = read_yaml("名: 氏名\nlist:\n  - \"0123\"\n  - |\n    二行\n    ある\n", findings);
  EXPECT_TRUE(findings.empty());
  ASSERT_NE(root.find("名"), nullptr);
  EXPECT_EQ(root.find("名")->text, "氏名");
  EXPECT_EQ(root.find("名")->position, (Position{1, 4}));
  const Node* list = root.find("list");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->elements.size(), 2u);
  EXPECT_EQ(list->elements[0].text, "0123");
  EXPECT_EQ(list->elements[1].text, "二行\nある\n");
  EXPECT_EQ(list->elements[0].position, (Position{3, 5}));
  EXPECT_EQ(root.find("nothing"), nullptr);
}

TEST(Source, reads_nested_lists_up_to_the_limit) {
  Findings findings;
  read_yaml(nested(16), findings);
  EXPECT_TRUE(findings.empty());
}

}  // namespace
}  // namespace daicho::policy
