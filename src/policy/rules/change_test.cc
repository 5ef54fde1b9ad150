// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/change.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ChangeRule, never_changes_purposes_in_silence) {
  const Change changes[] = {
      {"notice: [items, purposes]", "notice: [items]", {"purposes_changed_silently"}},
      {"takes_effect: at_date", "takes_effect: at_once", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
