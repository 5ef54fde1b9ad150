// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/retention.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(RetentionRule, has_a_trigger_a_period_and_never_hides_a_longer_statute) {
  const Change changes[] = {
      {"trigger: inquiry_received", "trigger: inquiry", {"unknown_name"}},
      {"        trigger: inquiry_received\n", "", {"missing_field"}},
      {"period: 3 years", "period: 3 jahre", {"not_a_period"}},
      {"period: 3 years", "period: 0 years", {"not_a_period"}},
      {"period: 3 years", "period: forever", {"not_a_period"}},
      {"period: 10 years", "period: 7 years", {"statute_cut_short"}},
      {"契約は10年",
       "契約は長く",
       {"translation_numbers_differ", "statute_not_in_text", "statute_not_in_text"}},
      {"契約は10年", "契約は１０年", {}},
      {"契約は10年", "契約は十年", {}},
      {"statutes: [companies_act_432, corporate_tax_59]",
       "statutes: [companies_act_431]",
       {"unknown_statute"}},
      {"        period: statutory\n        statutes: [companies_act_432]\n",
       "        period: statutory\n",
       {"statutory_without_statute"}},
      {"also_when: purpose_ended", "also_when: contract_ended", {"unknown_choice"}},
      {"without_delay: 14 days", "without_delay: soon", {"not_a_period"}},
      {"erase: [complete_deletion, shredder]", "erase: [burning]", {"unknown_choice"}},
      {"        retention: visit\n", "        retention: inquiry\n", {"retention_without_use"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
