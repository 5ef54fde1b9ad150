// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/training.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(TrainingRule, reaches_everybody_or_says_whom_it_leaves_out) {
  const Change changes[] = {
      {"whom: all", "whom: [employees, part_time]", {"training_leaves_out"}},
      {"new_joiners: before_access", "new_joiners: never", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
