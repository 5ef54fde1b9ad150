// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/role.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(RoleRule, says_what_its_holder_may_do) {
  const Change changes[] = {
      {"may: [provide, approve]", "may: [fly]", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
