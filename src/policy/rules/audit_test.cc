// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/audit.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(AuditRule, has_a_type_a_cycle_and_evidence) {
  const Change changes[] = {
      {"type: internal", "type: casual", {"unknown_choice"}},
      {"        evidence: audit_report\n", "", {"missing_field"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
