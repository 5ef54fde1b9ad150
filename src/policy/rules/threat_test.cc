// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/threat.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ThreatRule, has_a_control_against_it_and_every_group_has_one) {
  const Change changes[] = {
      {"        against: [leak]\n", "", {"threat_without_control"}},
      {"        group: physical\n", "", {"safety_group_empty"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
