// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/access_log.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(AccessLogRule, holds_what_its_purposes_can_use) {
  const Change changes[] = {
      {"purposes: [visits]", "purposes: [billing]", {"access_log_without_use"}},
      {"fields: [device_id]", "fields: [referer]", {"access_log_without_use", "unknown_name"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
