// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/channel.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ChannelRule, brings_in_known_items) {
  const Change changes[] = {
      {"items: [name, email]\n        source", "items: []\n        source", {"channel_without_item"}},
      {"items: [name, email]\n        source", "items: [name, mail]\n        source", {"unknown_name"}},
      {"source: required", "source: stated", {"unknown_choice"}},
      {"        label: {ja: 紹介, en: Introduction}\n", "", {"missing_field"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
