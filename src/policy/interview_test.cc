// SPDX-License-Identifier: Apache-2.0
#include "policy/interview.h"

#include <gtest/gtest.h>

#include <random>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

// Answers of a fictional company; `changes` are put over them.
Answers answers_with(const Answers& changes) {
  Answers answers = {{"policy", {"privacy"}},
                     {"company_ja", {"架空商店株式会社"}},
                     {"company_en", {"Kaku Shoten K.K."}},
                     {"address_ja", {"〒100-0000 東京都千代田区架空町1丁目2番3号"}},
                     {"address_en", {"1-2-3 Kakucho, Chiyoda-ku, Tokyo 100-0000"}},
                     {"representative_ja", {"代表取締役 見本 花子"}},
                     {"representative_en", {"Hanako Mihon, President"}},
                     {"telephone", {"03-0000-0000"}},
                     {"email", {"privacy@example.jp"}},
                     {"effective", {"2027-04-01"}}};
  for (const InterviewQuestion& question : questions()) answers.try_emplace(question.name, question.fallback);
  for (const auto& [name, words] : changes) answers[name] = words;
  return answers;
}

std::string found_in(const Answers& answers) {
  std::string names;
  for (const Finding& finding : compiled(first_policy(answers, {"a remark"})).findings) {
    if (finding.severity() != Severity::note) names += line(finding, "new", base::Language::en) + "\n";
  }
  return names;
}

TEST(FirstPolicy, has_no_finding_whatever_is_answered) {
  EXPECT_EQ(found_in(answers_with({})), "");
  std::mt19937 random(20261121);
  for (int round = 0; round < 400; ++round) {
    Answers changes;
    for (const InterviewQuestion& question : questions()) {
      if (question.choices.empty()) continue;
      std::vector<std::string> words;
      for (const std::string& choice : question.choices) {
        if (random() % 2 == 0) words.push_back(choice);
      }
      if (words.empty()) words.push_back(question.choices.front());
      if (question.form == InterviewQuestion::Form::one) words.resize(1);
      changes[question.name] = words;
    }
    changes["fee_yen"] = {random() % 2 == 0 ? "0" : "300"};
    const std::string found = found_in(answers_with(changes));
    ASSERT_EQ(found, "") << "round " << round;
  }
}

TEST(FirstPolicy, says_and_does_what_was_answered) {
  const Policy policy = policy_of(first_policy(
      answers_with({{"items", {"name", "health"}}, {"purposes", {"service", "news"}}, {"fee_yen", {"300"}}}),
      {}));
  EXPECT_TRUE(policy.items().find("health"));
  EXPECT_EQ(policy.items()[*policy.items().find("health")].item_class, ItemClass::special_care);
  EXPECT_TRUE(policy.items().find("email")) << "news is sent to an address";
  EXPECT_FALSE(policy.items().find("location"));
  EXPECT_TRUE(policy.purposes().find("news"));
  EXPECT_FALSE(policy.purposes().find("billing"));
  const Clause& requests = policy.clauses()[*policy.clauses().find("requests")];
  EXPECT_NE(requests.text.ja.find("の請求に限り300円"), std::string::npos);
  EXPECT_NE(requests.text.en.find("300 yen is charged for notice of the purposes and disclosure"),
            std::string::npos);
}

TEST(InterviewQuestion, takes_only_what_has_its_form) {
  struct Case {
    std::string_view question, given;
    bool taken;
  };
  const Case cases[] = {
      {"policy", "privacy", true},
      {"policy", "Privacy Policy", false},
      {"company_en", "Kaku, Inc.", true},
      {"company_en", "Kaku \"K\"", false},
      {"company_en", "", false},
      {"company_en", "a\nb", false},
      {"company_en", "{policy}", false},
      {"effective", "2027-04-01", true},
      {"effective", "2027-02-30", false},
      {"sector", "media", true},
      {"sector", "farm", false},
      {"items", "name, health", true},
      {"items", "name, dreams", false},
      {"items", ",", false},
      {"fee_yen", "0", true},
      {"fee_yen", "-1", false},
      {"contract_years", "0", false},
      {"contract_years", "10", true},
      {"contract_years", "007", false},
      {"inquiry_years", "three", false},
  };
  for (const Case& c : cases) {
    for (const InterviewQuestion& question : questions()) {
      if (question.name == c.question) {
        EXPECT_EQ(question.accept(c.given).has_value(), c.taken) << c.question << " " << c.given;
      }
    }
  }
}

TEST(InterviewQuestion, has_both_languages_and_a_default_of_its_own_form) {
  for (const InterviewQuestion& question : questions()) {
    EXPECT_FALSE(question.prompt.ja.empty()) << question.name;
    EXPECT_FALSE(question.prompt.en.empty()) << question.name;
    std::string fallback;
    for (const std::string& word : question.fallback) fallback += (fallback.empty() ? "" : ",") + word;
    if (!fallback.empty()) {
      EXPECT_TRUE(question.accept(fallback)) << question.name;
    }
  }
}

TEST(Consequence, is_told_for_the_answers_that_have_one) {
  const auto articles = [](const Answers& changes) {
    std::string out;
    for (const Consequence& one : consequences_of(answers_with(changes))) {
      EXPECT_FALSE(one.text.ja.empty() || one.text.en.empty());
      out += one.article + " ";
    }
    return out;
  };
  EXPECT_EQ(articles({}), "appi-32-1 appi-18-1 appi-27-1 ");
  EXPECT_EQ(articles({{"items", {"name", "health"}}}), "appi-32-1 appi-18-1 appi-20-2 appi-27-1 ");
  EXPECT_EQ(articles({{"contractors", {"abroad"}}}), "appi-32-1 appi-18-1 appi-28-1 appi-27-1 ");
  EXPECT_EQ(articles({{"fee_yen", {"300"}}}), "appi-32-1 appi-18-1 appi-27-1 appi-38 ");
}

}  // namespace
}  // namespace daicho::policy
