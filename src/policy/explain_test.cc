// SPDX-License-Identifier: Apache-2.0
#include "policy/explain.h"

#include <gtest/gtest.h>

#include "policy/sample.h"
#include "policy/world.h"

namespace daicho::policy {
namespace {

TEST(Explain, says_which_sentence_of_the_policy_and_which_article_decided) {
  const Policy policy = policy_of(sample_text());
  World world(policy);
  world.question.items = world.items({"telephone"});
  const Explanation denial = explain(policy, world.decide(), base::Language::ja);
  EXPECT_FALSE(denial.permitted);
  ASSERT_EQ(denial.lines.size(), 1u);
  const ExplanationLine& line = denial.lines.front();
  EXPECT_EQ(line.sentence, "項目「電話番号」は、この利用目的では使えません。");
  EXPECT_EQ(line.about, "telephone");
  ASSERT_TRUE(line.clause.has_value());
  EXPECT_EQ(line.clause->name, "purposes");
  EXPECT_EQ(line.clause->number, "4");
  EXPECT_EQ(line.clause->title, "利用目的");
  EXPECT_EQ(line.clause->text, "次の目的のほかに利用しません。");
  ASSERT_TRUE(line.article.has_value());
  EXPECT_EQ(line.article->name, "appi-18-1");
  EXPECT_EQ(denial.denied_items, std::vector<std::string>{"telephone"});
}

TEST(Explain, speaks_english) {
  const Policy policy = policy_of(sample_text());
  World world(policy);
  world.question.purpose = world.purpose("news");
  world.subject.standing.set(world.stop("news"));
  const Explanation denial = explain(policy, world.decide(), base::Language::en);
  ASSERT_EQ(denial.lines.size(), 1u);
  EXPECT_EQ(denial.lines.front().sentence, "The person has demanded the stop Stop of news.");
  EXPECT_EQ(denial.lines.front().clause->title, "Stops");
}

TEST(Explain, leaves_out_what_is_of_another_policy) {
  const Policy policy = policy_of(sample_text());
  const Reason foreign{ReasonCode::item_listed, ClauseIndex(500), CitationIndex(500), ItemIndex(250)};
  const ExplanationLine line = explain(policy, foreign, base::Language::en);
  EXPECT_FALSE(line.clause.has_value());
  EXPECT_FALSE(line.article.has_value());
  EXPECT_EQ(line.about, "");
}

// Facts and contexts have no label of their own: their names stand for them.
TEST(Explain, names_what_has_no_label) {
  const Policy policy = policy_of(sample_text());
  World world(policy);
  world.question.purpose = world.purpose("support");
  const Explanation denial = explain(policy, world.decide(), base::Language::en);
  EXPECT_EQ(denial.lines.front().sentence, "case must be stated.");
}

}  // namespace
}  // namespace daicho::policy
