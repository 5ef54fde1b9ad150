// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "policy/sample.h"
#include "policy/world.h"

// For tests of decide(): questions that are permitted, and what denies them.
namespace daicho::policy {

// The sample policy, compiled once.
inline const Policy& sample() {
  static const Policy policy = policy_of(sample_text());
  return policy;
}

// One change to a permitted question, and the reasons why it is denied then; none when it stays permitted.
struct Case {
  const char* what;
  std::function<void(World&)> change;
  const char* denied_by;
};

// Checks each case on a world of its own.
inline void expect(const std::vector<Case>& cases, const std::function<World()>& make) {
  for (const Case& c : cases) {
    World world = make();
    c.change(world);
    const bool permitted = world.decide().permitted();
    EXPECT_EQ(permitted ? "" : world.reasons(), c.denied_by) << c.what;
    if (permitted) {
      EXPECT_FALSE(world.decide().reasons().empty()) << c.what;
    }
  }
}

}  // namespace daicho::policy
