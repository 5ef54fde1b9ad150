// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/complaint.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ComplaintRule, ends_in_an_answer) {
  const Change changes[] = {
      {"          - {stage: answer}\n", "", {"complaint_without_answer"}},
      {"by: privacy_manager", "by: nobody", {"unknown_name"}},
      {"{stage: first_response, within: 3 days}", "{stage: greeting}", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
