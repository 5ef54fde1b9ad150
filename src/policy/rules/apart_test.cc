// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/apart.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ApartRule, keeps_two_different_lists_apart_also_in_records) {
  const Change changes[] = {
      {"from: [name, email, telephone]", "from: [device_id]", {"apart_from_itself", "record_joins_apart"}},
      {"items: [device_id]\n        retention: while_needed",
       "items: [device_id, name]\n        retention: while_needed",
       {"record_joins_apart"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
