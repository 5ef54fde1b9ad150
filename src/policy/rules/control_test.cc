// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/control.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ControlRule, has_evidence_and_a_cycle_in_months) {
  const Change changes[] = {
      {"        evidence: attendance_list\n", "", {"missing_field"}},
      {"evidence: attendance_list", "evidence: 受講名簿", {"not_a_term"}},
      {"every: 1 year", "every: 30 days", {"not_a_period"}},
      {"every: 1 year", "every: often", {"not_a_period"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
