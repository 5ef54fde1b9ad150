// SPDX-License-Identifier: Apache-2.0
#include "policy/coverage.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

Node read(std::string_view yaml) {
  Findings findings;
  Node node = read_yaml(yaml, findings);
  EXPECT_TRUE(findings.empty());
  return node;
}

PromiseRegister register_of(std::string_view promises, std::string_view gaps = "") {
  Findings findings;
  PromiseRegister out = read_promise_register(
      "series: [{letters: B, policy: sample}, {letters: A, policy: another}]\npromises:\n" +
          std::string(promises) + std::string(gaps),
      findings);
  for (const Finding& finding : findings) ADD_FAILURE() << line(finding, "register", base::Language::en);
  return out;
}

std::string row(std::string_view id, std::string_view more = "") {
  return "  - {id: " + std::string(id) + ", clause: \"1\", text: {ja: 約束, en: a promise}" +
         std::string(more) + "}\n";
}

// The state of promise `id` when `from` in the sample is replaced by `to`.
std::string state(std::string_view id, std::string_view from, std::string_view to,
                  std::string_view more = "") {
  const std::string yaml = sample_with(from, to);
  const Coverage coverage =
      cover(outline_of(read(yaml)), compiled(yaml).findings, register_of(row(id, more)));
  return coverage.promises.size() == 1 ? std::string(public_name(coverage.promises.front().state).text())
                                       : "none";
}

TEST(Coverage, says_what_keeps_each_promise) {
  constexpr std::string_view items = "promises: [B-035]\n    rules:", item = "value: name_kanji";
  struct Case {
    std::string_view id, from, to, more, expected;
  };
  const Case cases[] = {
      {"B-006", items, items, "", "watched"},
      {"B-035", items, items, "", "enforced"},
      {"B-001", items, items, "", "gap"},
      {"B-001", item, "value: name_kanji\n        promises: [B-001]", "", "enforced"},
      {"B-006", item, "value: name_kanji\n        promises: [B-006]", "", "enforced"},
      {"B-001", "why: {ja: 理念だから。, en: A value.}",
       "why: {ja: 理念だから。, en: A value.}\n        promises: [B-001]", "", "statement"},
      {"B-001", "number: \"7\"", "number: \"8\"", ", finding: numbering_gap", "finding"},
      {"B-001", "number: \"7\"", "number: \"7\"", ", finding: numbering_gap", "gap"},
      // A clause's promise is kept by the rules of the clause that name none, not by those that name others.
      {"B-002", "title: {ja: 教育と理念", "promises: [B-002]\n    title: {ja: 教育と理念", "", "statement"},
      {"A-001", items, items, "", "none"},
  };
  for (const Case& c : cases) EXPECT_EQ(state(c.id, c.from, c.to, c.more), c.expected) << c.id << " " << c.to;
}

TEST(Coverage, names_ids_that_the_register_does_not_list) {
  const Coverage coverage = cover(outline_of(read(sample_text())), {}, register_of(row("B-006")));
  EXPECT_EQ(coverage.strangers, std::vector<std::string>{"B-035"});
}

TEST(Coverage, without_a_register_lists_the_ids_of_the_file) {
  const Coverage coverage = cover(outline_of(read(sample_text())), {}, PromiseRegister{});
  ASSERT_EQ(coverage.promises.size(), 2u);
  EXPECT_EQ(coverage.promises[0].promise.id, "B-006");
  EXPECT_EQ(coverage.promises[1].promise.id, "B-035");
}

TEST(Coverage, shows_the_gaps_of_its_policy_and_apart_those_of_none) {
  const std::string gaps =
      "gaps:\n  - {id: B-G1, treatment: repaired, text: {ja: 名がない, en: no name}}\n"
      "  - {id: A-G1, text: {ja: 期間がない, en: no period}}\n  - {id: X-1, treatment: law, text: {ja: 違う, "
      "en: differs}}\n";
  const Coverage coverage = cover(outline_of(read(sample_text())), {}, register_of(row("B-006"), gaps));
  ASSERT_EQ(coverage.gaps.size(), 1u);
  EXPECT_EQ(coverage.gaps[0].id, "B-G1");
  ASSERT_EQ(coverage.common_gaps.size(), 1u);
  EXPECT_EQ(coverage.common_gaps[0].id, "X-1");
}

TEST(Coverage, tells_which_scenario_shows_a_promise_kept_and_which_broken) {
  Coverage coverage = cover(outline_of(read(sample_text())), {}, register_of(row("B-006") + row("B-035")));
  add_scenario(coverage,
               read("policy: sample\npromises: [B-006]\nsteps:\n"
                    "  - at: 2026-04-01T00:00:00Z\n"
                    "  - use: {of: a}\n    expect: permitted\n"
                    "  - use: {of: a}\n    expect: denied\n    promise: B-035\n"
                    "  - use: {of: a}\n    expect: permitted\n    promise: [B-035]\n"
                    "  - use: {of: a}\n    promise: B-035\n"),
               "a.scenario");
  add_scenario(coverage,
               read("policy: another\npromises: [B-006]\nsteps:\n  - use: {of: a}\n    expect: denied\n"),
               "b.scenario");
  const auto lines = [](const std::vector<Showing>& showings) {
    std::string out;
    for (const Showing& one : showings) out += one.file + ":" + std::to_string(one.line) + " ";
    return out;
  };
  EXPECT_EQ(lines(coverage.promises[0].kept), "a.scenario:5 ");
  EXPECT_EQ(lines(coverage.promises[0].broken), "a.scenario:7 ");
  EXPECT_EQ(lines(coverage.promises[1].kept), "a.scenario:10 ");
  EXPECT_EQ(lines(coverage.promises[1].broken), "a.scenario:7 ");
}

TEST(PromiseRegister, says_what_is_wrong_with_it) {
  struct Case {
    std::string yaml, finding;
  };
  const std::string series = "series: [{letters: B, policy: sample}]\n";
  const Case cases[] = {
      {series + "promises:\n" + row("b-1"), "not_a_term"},
      {series + "promises:\n" + row("B-1", ", strength: iron"), "unknown_choice"},
      {series + "promises:\n" + row("B-1", ", colour: red"), "unknown_field"},
      {series + "promises:\n" + row("B-1") + row("B-1"), "duplicate_name"},
      {series + "promises: none\n", "expected_list"},
      {"promises:\n" + row("B-1"), "missing_field"},
      {series + "promises:\n  - {id: B-1, clause: \"1\", text: {ja: 約束}}\n", "missing_translation"},
  };
  for (const Case& c : cases) {
    Findings findings;
    read_promise_register(c.yaml, findings);
    ASSERT_EQ(findings.size(), 1u) << c.yaml;
    EXPECT_EQ(public_name(findings.front().code).text(), c.finding) << c.yaml;
  }
}

}  // namespace
}  // namespace daicho::policy
