// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/related.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(RelatedRule, leads_from_one_purpose_to_another_with_reasons) {
  const Change changes[] = {
      {"to: [support]", "to: [billing]", {"related_to_itself"}},
      {"        why: {ja: 請求についての問い合わせに答えることは、請求に関連するため。, en: Answering "
       "questions on a bill belongs to billing.}\n",
       "",
       {"missing_field"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
