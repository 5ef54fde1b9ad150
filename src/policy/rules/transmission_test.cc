// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/transmission.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(TransmissionRule, says_to_whom_what_and_what_for) {
  const Change changes[] = {
      {"        recipient_purposes: {ja: 解析サービスの提供, en: Its analysis service}\n",
       "",
       {"transmission_incomplete"}},
      {"content: [device_id]", "content: {ja: 閲覧した頁, en: Pages seen}", {}},
      {"content: [device_id]", "content: [pages]", {"unknown_name"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
