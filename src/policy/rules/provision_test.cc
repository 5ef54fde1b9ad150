// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/provision.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(ProvisionRule, rests_on_a_lawful_basis_and_gives_only_what_its_purposes_use) {
  const Change changes[] = {
      {"        basis: {consent: partners}\n        for_payment: true\n",
       "        basis: {consent: health}\n",
       {"consent_without_use", "provision_consent_leaves_out_item"}},
      {"basis: {consent: partners}", "basis: {consent: nobody}", {"consent_without_use", "unknown_name"}},
      {"basis: {consent: partners}",
       "basis: habit",
       {"consent_without_use", "payment_without_consent", "unknown_choice"}},
      {"basis: {consent: partners}",
       "basis: {}",
       {"consent_without_use", "payment_without_consent", "missing_field"}},
      {"        items: [name, email]\n        purposes: [news]\n        basis: {consent",
       "        items: [name, email]\n        basis: {consent",
       {"provision_without_purpose"}},
      {"        items: [name, email]\n        purposes: [news]\n        basis: {consent",
       "        items: [name, payment]\n        purposes: [news]\n        basis: {consent",
       {"provision_beyond_purpose", "provision_consent_leaves_out_item"}},
      {"items: [name, email, telephone, health]\n        basis: law",
       "items: [name, call_record]\n        basis: law",
       {"secrecy_given_away"}},
      {"        basis: law\n        needs",
       "        basis: law\n        for_payment: true\n        needs",
       {"payment_without_consent"}},
      {"basis: {exception: rescue}", "basis: {exception: own_judgement}", {"provision_looser_than_law"}},
      {"basis: {exception: rescue}",
       "basis: {exception: by_law}",
       {"exception_of_other_limit", "provision_looser_than_law"}},
      {"items: [name, location]\n        purposes: [billing, analysis]",
       "items: [name, health]\n        purposes: [billing, support]",
       {"opt_out_of_special_care"}},
      {"starts: 2026-06-01", "starts: 2026-04-01", {"opt_out_before_filing"}},
      {"            stop: directory", "            stop: news", {"opt_out_stop_elsewhere"}},
      {"            update_how: {ja: 毎年の確認, en: Yearly check}\n", "", {"missing_field"}},
      {"basis: {return_to: parcels}", "basis: {return_to: nobody}", {"unknown_name"}},
      {"countries: [US]", "countries: [usa]", {"not_a_country"}},
      {"ground: {consent: overseas}", "ground: equal_country", {"consent_without_use", "country_not_equal"}},
      {"ground: {consent: overseas}", "ground: exception", {"consent_without_use", "abroad_without_ground"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
