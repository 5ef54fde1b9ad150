// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/limit.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(LimitRule, lifts_only_for_stated_facts_and_cited_articles) {
  const Change changes[] = {
      {"            limbs: [statute, document]\n", "", {"exception_without_limb"}},
      {"            cites: [\"APPI 18(3)(i)\"]\n", "", {"exception_without_citation"}},
      {"cites: [\"APPI 18(3)(i)\"]",
       "cites: [\"APPI 16(3)(i)\"]",
       {"exception_without_citation", "unknown_citation"}},
      {"closes: items", "closes: everything", {"unknown_choice"}},
      {"never_reach: [secrecy_of_communications, payment]", "never_reach: [secrecy]", {"unknown_name"}},
      {"- exception: life\n", "- exception: by_law\n", {"duplicate_name"}},
      {"- limit: purposes\n", "- limit: other\n        closes: channels\n", {"no_purpose_limit"}},
      {"label: {ja: 法令, en: Law}\n            cites", "cites", {"missing_field"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
