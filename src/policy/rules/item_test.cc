// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/item.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ItemRule, needs_a_purpose_a_record_and_lawful_conditions) {
  const Change changes[] = {
      {"value: card_token", "value: card", {"unknown_choice"}},
      {"        value: card_token\n", "", {"missing_field"}},
      {"class: special_care\n", "class: secret\n", {"unknown_choice"}},
      {"only_if: [{consent: health}, {context: health_service}]",
       "only_if: {context: health_service}",
       {"special_care_without_consent", "consent_without_use"}},
      {"only_if: [{consent: health}, {context: health_service}]",
       "only_if: {consent: location}",
       {"consent_leaves_out_item", "consent_without_use", "item_consent_leaves_out_purpose"}},
      {"only_if: [{consent: health}, {context: health_service}]",
       "only_if: [{consent: health}, {contest: health_service}]",
       {"unknown_field"}},
      {"only_if: {reason: required}", "only_if: {reason: optional}", {"unknown_choice"}},
      {"only_if: {consent: location}", "only_if: {consent: nowhere}", {"unknown_name"}},
      {"only_if: {consent: location}", "only_if: location", {"expected_mapping"}},
      {"optional: true", "optional: perhaps", {"unknown_choice"}},
      {"masked: last4", "masked: last5", {"unknown_choice"}},
      {"items: [name, email, telephone, health, family]",
       "items: [name, email, health, family]",
       {"item_without_purpose"}},
      {"items: [name, email, telephone, payment, family]",
       "items: [name, email, payment, family]",
       {"item_without_retention"}},
      {"        items: all\n      - channel: introduction",
       "        items: [name, email, telephone, payment, health, family, location, parcel_address, "
       "delivery_result, device_id]\n      - channel: "
       "introduction",
       {"item_without_channel"}},
      {"label: {ja: 家族構成, en: Family}", "label: {ja: 個人番号, en: Number}", {"individual_number_item"}},
      {"label: {ja: 家族構成, en: Family}", "label: {ja: 家族, en: My Number}", {"individual_number_item"}},
      {"covers: {items: [location], purposes: [analysis, statistics]}",
       "covers: {items: [location], purposes: [analysis]}",
       {"item_consent_leaves_out_purpose"}},
      {"- item: telephone",
       "- item: email",
       {"duplicate_name", "unknown_name", "unknown_name", "unknown_name", "unknown_name", "unknown_name"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
