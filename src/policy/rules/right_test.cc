// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/right.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(RightRule, charges_and_refuses_only_as_the_law_allows) {
  const Change changes[] = {
      {"kinds: [disclosure, disclosure_of_records]", "kinds: [disclosure]", {"rights_forgotten"}},
      {"fee: 300 yen", "fee: 300", {"not_a_fee"}},
      {"        deadline: without_delay",
       "        fee: 300 yen\n        deadline: without_delay",
       {"unlawful_fee", "unlawful_fee", "unlawful_fee", "unlawful_fee", "unlawful_fee", "unlawful_fee"}},
      {"kinds: [disclosure, disclosure_of_records]",
       "kinds: [disclosure, disclosure_of_records, correction]",
       {"unlawful_fee", "refusal_of_other_request"}},
      {"        channels: [telephone, email, letter]\n", "", {"right_without_channel"}},
      {"addressed_to: privacy_manager", "addressed_to: nobody", {"unknown_name"}},
      {"deadline: 30 days", "deadline: soon", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
