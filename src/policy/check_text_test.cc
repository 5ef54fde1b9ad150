// SPDX-License-Identifier: Apache-2.0
#include "policy/check_text.h"

#include <gtest/gtest.h>

#include "policy/dates.h"
#include "policy/sample.h"
#include "policy/wording.h"

namespace daicho::policy {
namespace {

// A file with one clause that says all that must be knowable, and a last one that says `ja`. It need not
// become a policy: what it says is read all the same.
std::string file_that_says(std::string_view ja, std::string_view en = "") {
  return "daicho: 1\npolicy: said\nversion: \"1\"\neffective: 2026-04-01\ntitle: {ja: 方針, en: "
         "Policy}\nclauses:\n"
         "  - id: operator\n    number: \"1\"\n    title: {ja: 事業者, en: Operator}\n    text: {ja: "
         "開示等の請求と苦情は窓口で承り、手数料は無料です。安全管理措置を講じ、方針の改定はお知らせします。,"
         " en: We.}\n    rules:\n"
         "      - organisation: shokai\n        name: {ja: 架空商会, en: Kaku}\n        address: {ja: "
         "東京都架空区1-2-3, en: \"1-2-3 Kaku-ku, Tokyo\"}\n        representative: {ja: 見本, en: Mihon}\n"
         "      - contact: desk\n        label: {ja: 係, en: Desk}\n        telephone: \"03-0000-0000\"\n    "
         "    "
         "email: privacy@example.jp\n"
         "  - id: last\n    number: \"2\"\n    title: {ja: 最後, en: Last}\n    text: {ja: \"" +
         std::string(ja) + "\"" + (en.empty() ? "" : ", en: \"" + std::string(en) + "\"") + "}\n";
}

// What was found of the published sentences, in the order of the file.
std::vector<std::string> sentence_findings(const Findings& findings) {
  std::vector<std::string> names;
  for (const Finding& finding : findings) {
    if (finding.code >= FindingCode::reference_to_missing_text &&
        finding.code <= FindingCode::older_than_the_law)
      names.emplace_back(public_name(finding.code).text());
  }
  return names;
}

std::vector<std::string> found_in(std::string_view ja, std::string_view en = "") {
  return sentence_findings(compiled(file_that_says(ja, en)).findings);
}

// The same when `from` is replaced by `to` in the file.
std::vector<std::string> found_when(std::string_view from, std::string_view to) {
  std::string file = file_that_says("大切にします。");
  file.replace(file.find(from), from.size(), to);
  return sentence_findings(compiled(file).findings);
}

using Found = std::vector<std::string>;

TEST(CheckText, looks_for_what_must_be_knowable) {
  const Change changes[] = {
      {"開示等の請求と", "", {"no_request_procedure"}},
      {"苦情は窓口で承り", "苦情は承り", {"no_request_procedure"}},
      {"手数料は無料です", "承ります", {"no_fee_stated"}},
      {"安全管理措置を講じ、", "", {"no_safety_measures"}},
      {"と苦情", "", {"no_complaint_desk"}},
      {"方針の改定は", "方針は", {"no_amendment_clause"}},
      {"effective: 2026-04-01", "effective: 2020-09-01", {"older_than_the_law"}},
      {"effective: 2026-04-01", "effective: 2022-04-01", {}},
  };
  for (const auto& [from, to, findings] : changes)
    EXPECT_EQ(found_when(from, to), findings) << from << " → " << to;
}

TEST(CheckText, reads_what_a_sentence_says_of_fees_refusals_and_sharing) {
  struct Case {
    std::string_view ja;
    Found findings;
  };
  const Case cases[] = {
      {"訂正の請求には手数料500円をいただきます。", {"fee_on_free_request"}},
      {"利用停止について実費の手数料を申し受けます。", {"fee_on_free_request"}},
      {"開示と訂正の手数料は300円です。", {"fee_on_free_request"}},
      {"手数料は開示の請求に限り300円です。訂正は無料です。", {}},
      {"開示の手数料は300円です。", {}},
      {"訂正と利用停止の手数料はかかりません。", {}},
      {"業務に著しい支障があるとき、開示、訂正、利用停止をお断りします。", {"refusal_ground_too_wide"}},
      {"業務に著しい支障があるとき、開示をお断りします。", {}},
      {"業務に著しい支障があるときは開示に限りお断りします。訂正と利用停止は行います。", {}},
      {"当社が必要と判断したとき、第三者に通知することがあります。", {"sharing_looser_than_law"}},
      {"当社の権利を守るため第三者に提供する場合があります。", {"sharing_looser_than_law"}},
      {"法令に基づき当社が必要と判断したとき、第三者に開示することがあります。", {}},
      {"本人の同意を得て第三者に提供することがあります。", {}},
      {"関連する目的にも利用します。", {"related_without_reasoning"}},
      {"目的に関連する資料を保管します。", {}},
  };
  for (const Case& c : cases) EXPECT_EQ(found_in(c.ja), c.findings) << c.ja;
}

TEST(CheckText, follows_references) {
  struct Case {
    std::string_view ja;
    Found findings;
  };
  const Case cases[] = {
      {"下記の窓口までお寄せください。", {"reference_to_missing_text"}},
      {"下記の窓口までお寄せください。\\n", {"reference_to_missing_text"}},
      {"下記の窓口までお寄せください。\\n- 電話", {}},
      {"第2条により取得します。", {}},
      {"第12条により取得します。", {"reference_to_missing_text"}},
      {"第１２条により取得します。", {"reference_to_missing_text"}},
      {"個人情報保護法第27条によります。", {}},
      {"（以下「法」といいます。）第27条によります。", {}},
      {"旧指針第6条によります。", {}},
  };
  for (const Case& c : cases) EXPECT_EQ(found_in(c.ja), c.findings) << c.ja;
}

TEST(CheckText, finds_citations_that_were_repealed) {
  LawTerms law = sample_law();
  law.outdated.push_back({*base::Term::declared("old-6-3"), {"旧指針第6条第3項", "Old Guideline 6(3)"}});
  const auto found = [&](std::string_view ja) {
    return sentence_findings(compile(file_that_says(ja), base::PublicDigest{}, law).findings);
  };
  EXPECT_EQ(found("旧指針に従います。"), Found{});
  EXPECT_EQ(found("旧指針第6条第3項に従います。"), Found{"outdated_citation"});
}

TEST(CheckText, compares_addresses_and_numbers_with_the_rules) {
  struct Case {
    std::string_view ja;
    Found findings;
  };
  const Case cases[] = {
      {"- 所在地：東京都架空区1-2-3", {}},
      {"- 所在地：〒100-0000 東京都架空区1-2-3 見本ビル", {}},
      {"- 所在地：東京都仮空区1-2-3", {"address_differs"}},
      {"電話 03-0000-0000 へ", {}},
      {"電話 03-0000-0001 へ", {"contact_differs"}},
      {"privacy@example.jp へ", {}},
      {"privcy@example.jp へ", {"contact_differs"}},
      {"番号 12-34-56 は電話ではありません。", {}},
  };
  for (const Case& c : cases) EXPECT_EQ(found_in(c.ja), c.findings) << c.ja;
  EXPECT_EQ(found_when("1-2-3 Kaku-ku, Tokyo", "1-2-4 Kaku-ku, Tokyo"), Found{"translation_address_differs"});
}

TEST(CheckText, counts_the_items_of_lists_in_both_languages) {
  EXPECT_EQ(found_in("- 甲\\n- 乙", "- a\\n- b"), Found{});
  EXPECT_EQ(found_in("- 甲\\n- 乙", "- a"), Found{"translation_items_differ"});
  EXPECT_EQ(found_in("甲と乙", "- a\\n- b"), Found{"translation_items_differ"});
}

TEST(CheckText, reads_days_of_both_calendars) {
  struct Case {
    std::string_view ja;
    Found findings;
  };
  const Case cases[] = {
      {"令和8年4月1日 制定", {}},
      {"2026年4月1日（令和8年4月1日）制定", {}},
      {"2026年4月1日（令和9年4月1日）制定", {"calendars_differ"}},
      {"令和8年4月1日（2026年4月2日）制定", {"calendars_differ"}},
      {"平成31年5月1日 制定", {"wareki_doubtful"}},
      {"平成31年4月30日 制定、令和元年5月1日 改定", {}},
  };
  for (const Case& c : cases) EXPECT_EQ(found_in(c.ja), c.findings) << c.ja;
}

TEST(DaysIn, finds_days_where_they_stand) {
  const auto days = days_in("改定 令和２年９月１日、制定 2010年10月1日。12日以内");
  ASSERT_EQ(days.size(), 2u);
  EXPECT_EQ(days[0].day, *base::LocalDate::of(2020, 9, 1));
  EXPECT_TRUE(days[0].is_wareki);
  EXPECT_EQ(days[1].day, *base::LocalDate::of(2010, 10, 1));
  EXPECT_FALSE(days[1].is_wareki);
}

TEST(DifferingNumbers, knows_that_reiwa_8_is_2026) {
  EXPECT_EQ(differing_numbers({"令和8年4月1日から", "From 1 April 2026"}), "");
  EXPECT_EQ(differing_numbers({"令和8年4月1日から", "From 1 April 2026 (Reiwa 8)"}), "");
  EXPECT_EQ(differing_numbers({"令和8年4月1日から", "From 1 April 2025"}), "2025, 2026");
}

}  // namespace
}  // namespace daicho::policy
