// SPDX-License-Identifier: Apache-2.0
#include "policy/check.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(CheckDocument, finds_what_no_single_rule_can) {
  constexpr std::string_view values =
      "    rules:\n      - control: training\n        label: {ja: 受講の確認, en: Attendance}\n        "
      "evidence: "
      "attendance_list\n        every: 1 year\n        promises: [B-006]\n      - statement: values\n        "
      "why: {ja: "
      "理念だから。, en: A value.}\n";
  constexpr std::string_view contact =
      "      - contact: desk\n        label: {ja: 相談窓口, en: Desk}\n        telephone: \"03-0000-0000\"\n "
      "       "
      "email: privacy@example.jp\n        hours: {days: [mon, tue, wed, thu, fri], from: \"09:00\", to: "
      "\"18:00\", "
      "holidays: closed}\n";
  const Change changes[] = {
      {values, "    rules: []\n", {"clause_without_rule"}},
      {values, "", {"clause_without_rule"}},
      {contact, "", {"no_contact"}},
      {"number: \"12\"", "number: \"13\"", {"numbering_gap"}},
      {"number: \"2.1\"", "number: \"2.2\"", {"numbering_gap"}},
      {"number: \"12\"", "number: 付則", {}},
      {"text: {ja: 大切にします。, en: We take care.}",
       "text: {ja: お申し出により 停止します。, en: We take care.}",
       {"duplicate_body"}},
      {"text: {ja: 大切にします。, en: We take care.}",
       "text: {ja: 大切にします。, en: We stop when you say so.}",
       {"duplicate_body"}},
      {"ja: 相談は3年", "ja: 相談は4年", {"translation_numbers_differ"}},
      {"text: {ja: 大切にします。, en: We take care.}",
       "text: {ja: 大切にします。}",
       {"missing_translation"}},
  };
  for (const auto& [from, to, findings] : changes)
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
}

}  // namespace
}  // namespace daicho::policy
