// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/event.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(EventRule, counts_first_or_last) {
  const Change changes[] = {
      {"counts: first", "counts: all", {"unknown_choice"}},
      {"- event: inquiry_received", "- event: acquired", {"unknown_name"}},
      {"- event: contract_ended",
       "- event: inquiry_received",
       {"unknown_name", "duplicate_name", "unknown_name"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
