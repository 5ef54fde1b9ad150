// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/stop.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(StopRule, ends_something_and_says_when_it_ends_more_than_marketing) {
  const Change changes[] = {
      {"blocks: {purposes: [news]}", "blocks: {media: [telephone]}", {"stop_without_effect"}},
      {"blocks: {purposes: [news]}", "blocks: {purposes: [new]}", {"stop_without_effect", "unknown_name"}},
      {"blocks: {purposes: [news]}", "blocks: {purposes: all}", {}},
      {"        blocks: {purposes: [news]}\n", "", {"missing_field", "stop_without_effect"}},
      {"        ends_with: contract_ended\n",
       "        media: [direct_mail]\n",
       {"stop_reaches_other_purpose"}},
      {"blocks: {media: [direct_mail]}", "blocks: {media: [owl]}", {"stop_without_effect", "unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
