// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/scope.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ScopeRule, covers_everybody_of_whom_records_are_held) {
  const Change changes[] = {
      {"subjects: [customer, partner_staff, own_staff]", "subjects: [customer]", {"record_outside_scope"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
