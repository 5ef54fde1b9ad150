// SPDX-License-Identifier: Apache-2.0
#include "policy/findings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "policy/decide.h"
#include "policy/sample.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

std::set<std::string> keys_of(std::string_view file) {
  std::set<std::string> keys;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.empty()) continue;
    EXPECT_TRUE(keys.emplace(line.substr(0, line.find(" = "))).second) << line;
  }
  return keys;
}

TEST(Finding, has_its_two_sentences_in_both_languages_and_no_text_is_left_over) {
  std::set<std::string> expected;
  for (const FindingCode code : all_finding_codes()) {
    expected.emplace(public_name(code).text());
    expected.insert(std::string(public_name(code).text()) + ".way_out");
  }
  EXPECT_EQ(keys_of(texts::findings_ja_txt), expected);
  EXPECT_EQ(keys_of(texts::findings_en_txt), expected);
}

TEST(Reason, has_its_sentence_in_both_languages_and_no_text_is_left_over) {
  std::set<std::string> expected;
  for (const ReasonCode code : all_reason_codes()) expected.emplace(public_name(code).text());
  EXPECT_EQ(keys_of(texts::reasons_ja_txt), expected);
  EXPECT_EQ(keys_of(texts::reasons_en_txt), expected);
}

// Sentences that quote must quote the same in both languages.
TEST(Finding, quotes_the_same_things_in_both_languages) {
  for (const FindingCode code : all_finding_codes()) {
    const Finding finding{code, {1, 1}, "", {"Q0", "Q1", "Q2", "Q3"}};
    for (const std::string_view quote : {"Q0", "Q1", "Q2", "Q3"}) {
      const auto quotes = [quote](const std::string& text) { return text.find(quote) != std::string::npos; };
      EXPECT_EQ(quotes(finding.message(base::Language::ja)), quotes(finding.message(base::Language::en)))
          << public_name(code).text();
    }
  }
}

TEST(Finding, is_one_line_for_a_terminal) {
  const Findings findings = compiled(sample_with("items: [name, email, telephone, health, family]",
                                                 "items: [name, email, health, family]"))
                                .findings;
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings.front().clause, "items");
  EXPECT_EQ(
      line(findings.front(), "sample.yaml", base::Language::en),
      "sample.yaml:42:9: error: item_without_purpose: No purpose uses the item 'telephone'. → Name it in a "
      "purpose, or stop collecting it. [appi-17-1]");
  EXPECT_EQ(findings.front().message(base::Language::ja), "項目「telephone」を使う目的がありません。");
}

}  // namespace
}  // namespace daicho::policy
