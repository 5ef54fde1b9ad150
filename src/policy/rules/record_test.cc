// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/record.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(RecordRule, holds_known_items_under_known_classes) {
  const Change changes[] = {
      {"        items: [location]\n        retention: visit\n",
       "        items: []\n        retention: visit\n",
       {"item_without_retention", "record_without_item"}},
      {"        items: [location]\n        retention: visit\n",
       "        items: [location]\n",
       {"retention_without_use", "missing_field"}},
      {"        items: [location]\n        retention: visit\n",
       "        items: [location]\n        retention: visits\n",
       {"retention_without_use", "unknown_name"}},
      {"items: [health, name]", "items: [health, nam]", {"unknown_name"}},
      {"item_retention: {payment: accounting}",
       "item_retention: {health: accounting}",
       {"item_retention_outside_record"}},
      {"item_retention: {payment: accounting}",
       "item_retention: {payment: account}",
       {"retention_without_use", "unknown_name"}},
      {"item_retention: {payment: accounting}",
       "item_retention: [payment]",
       {"retention_without_use", "expected_mapping"}},
      {"subjects: [customer, partner_staff]", "subjects: [customers]", {"unknown_choice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
