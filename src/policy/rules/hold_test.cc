// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/hold.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(HoldRule, is_never_placed_without_a_fact) {
  const Change changes[] = {
      {"needs: [article, end]", "needs: []", {"hold_without_need"}},
      {"        needs: [article, end]\n", "", {"hold_without_need"}},
      {"needs: [article, end]", "needs: [an article]", {"not_a_term"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
