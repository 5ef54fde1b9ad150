// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/entrustment.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(EntrustmentRule, stays_within_purposes_and_asks_what_must_be_shown) {
  const Change changes[] = {
      {"items: [name, email]\n        purposes: [billing, news]",
       "items: [name, telephone]\n        purposes: [billing, news]",
       {"entrustment_beyond_purpose"}},
      {"items: [name, email]\n        purposes: [billing, news]",
       "items: [call_record]\n        purposes: [billing, news]",
       {"secrecy_given_away"}},
      {"          supervision: every 12 months\n", "", {"missing_field"}},
      {"supervision: every 12 months", "supervision: every 40 days", {"not_a_period"}},
      {"supervision: every 12 months",
       "supervision: every 12 months\n          re_entrustment: sometimes",
       {"unknown_choice"}},
      {"assessment: [safety_measures, sound_finances]", "assessment: [安全]", {"not_a_term"}},
      {"countries: [DE]", "countries: [FR]", {"country_not_equal"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
