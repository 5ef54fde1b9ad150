// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/incident.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(IncidentRule, is_never_slower_than_the_law) {
  const Change changes[] = {
      {"prompt: 3 days", "prompt: 6 days", {"incident_looser_than_law"}},
      {"final: 30 days", "final: 31 days", {"incident_looser_than_law"}},
      {"        notify: every\n", "", {"missing_field"}},
      {"report_to: [ppc]", "report_to: [owl]", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
