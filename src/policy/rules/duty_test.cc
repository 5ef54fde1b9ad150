// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/duty.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(DutyRule, comes_with_operations_that_can_keep_it) {
  const Change changes[] = {
      {"does: two_person", "does: two_persons", {"unknown_choice"}},
      {"        does: two_person\n", "", {"missing_field"}},
      {"does: two_person", "does: show_purpose_first", {"duty_out_of_place"}},
      {"with: {operations: [provide], items: [health]}",
       "with: {operations: [erase], items: [health]}",
       {"unknown_choice"}},
      {"with: {items: [parcel_address]}",
       "with: {operations: [use], items: [parcel_address]}",
       {"duty_out_of_place"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
