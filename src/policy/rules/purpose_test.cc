// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/purpose.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(PurposeRule, is_specific_reaches_items_and_can_be_stopped) {
  const Change changes[] = {
      {"items: [name, email, payment, call_record]",
       "items: []",
       {"item_without_purpose", "item_without_purpose", "purpose_without_item", "provision_beyond_purpose"}},
      {"label: {ja: 料金の請求, en: Billing}", "label: {ja: 事業活動のため, en: Billing}", {"vague_purpose"}},
      {"label: {ja: 料金の請求, en: Billing}",
       "label: {ja: 料金の請求, en: Our business activities}",
       {"vague_purpose"}},
      {"label: {ja: 料金の請求, en: Billing}",
       "label: {ja: 当社のサービスの向上等, en: Billing}",
       {"vague_purpose"}},
      {"purposes: [analysis, statistics]",
       "purposes: [statistics]",
       {"item_consent_leaves_out_purpose", "consent_leaves_out_purpose"}},
      {"marketing: own", "marketing: third_party", {"third_party_marketing_without_consent"}},
      {"marketing: own", "marketing: theirs", {"unknown_choice", "stop_reaches_other_purpose"}},
      {"media: [direct_mail, email]\n", "media: [pigeon]\n", {"unknown_choice", "stop_without_effect"}},
      {"ends_with: contract_ended", "ends_with: contract", {"unknown_name"}},
      {"needs: [case]", "needs: [Case]", {"not_a_term"}},
      {"after: anonymisation", "after: [a, b]", {"expected_text"}},
      {"        consent: location\n", "        consent: somewhere\n", {"unknown_name"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
