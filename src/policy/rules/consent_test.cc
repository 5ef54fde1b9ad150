// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/consent.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ConsentRule, has_a_wording_and_something_that_waits_for_it) {
  const Change changes[] = {
      {"        text: {ja: 健康情報を利用することに同意します。, en: I agree to the use of my health "
       "information.}\n",
       "",
       {"missing_field"}},
      {"        covers: {items: [health], purposes: [support]}\n",
       "",
       {"consent_leaves_out_item", "missing_field", "item_consent_leaves_out_purpose"}},
      {"covers: {items: [health], purposes: [support]}",
       "covers: {items: [healthy], purposes: [support]}",
       {"consent_leaves_out_item", "unknown_name"}},
      {"covers: {items: [health], purposes: [support]}",
       "covers: {items: [health], purposes: [support], persons: all}",
       {"unknown_field"}},
      {"[{consent: health}, {context: health_service}]",
       "{context: health_service}",
       {"special_care_without_consent", "consent_without_use"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
