// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/contact.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ContactRule, must_be_reachable_and_have_readable_hours) {
  const Change changes[] = {
      {"        telephone: \"03-0000-0000\"\n        email: privacy@example.jp\n",
       "",
       {"contact_unreachable"}},
      {"days: [mon, tue, wed, thu, fri]", "days: [monday]", {"unknown_choice"}},
      {"from: \"09:00\"", "from: \"9:00\"", {"not_a_time"}},
      {"to: \"18:00\"", "to: \"24:01\"", {"not_a_time"}},
      {"to: \"18:00\"", "to: \"12:60\"", {"not_a_time"}},
      {"holidays: closed", "holidays: maybe", {"unknown_choice"}},
      {"hours: {days", "hours: [days", {"not_yaml"}},
      {"email: privacy@example.jp", "mail: privacy@example.jp", {"unknown_field"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
