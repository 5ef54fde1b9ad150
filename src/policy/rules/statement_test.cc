// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/statement.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(StatementRule, says_why) {
  const Change changes[] = {
      {"        why: {ja: 理念だから。, en: A value.}\n", "", {"missing_field"}},
      {"why: {ja: 理念だから。, en: A value.}", "why: {ja: \"\", en: A value.}", {"empty_text"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
