// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/organisation.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(OrganisationRule, asks_for_name_address_and_representative) {
  const Change changes[] = {
      {"        representative: {ja: 代表取締役 見本 花子, en: \"Hanako Mihon, President\"}\n",
       "",
       {"missing_field"}},
      {"        address: {ja: 東京都架空区1-2-3, en: \"1-2-3 Kaku-ku, Tokyo\"}\n", "", {"missing_field"}},
      {"name: {ja: 架空商会株式会社, en: Kaku Shokai K.K.}", "name: 架空商会", {"expected_mapping"}},
      {"name: {ja: 架空商会株式会社, en: Kaku Shokai K.K.}",
       "name: {ja: 架空商会株式会社}",
       {"missing_translation"}},
      {"name: {ja: 架空商会株式会社, en: Kaku Shokai K.K.}", "name: {en: Kaku}", {"missing_field"}},
      {"- organisation: shokai\n", "- organisation: shokai\n        business_year_ends: \"12-31\"\n", {}},
      {"- organisation: shokai\n", "- organisation: shokai\n        business_year_ends: \"02-29\"\n", {}},
      {"- organisation: shokai\n",
       "- organisation: shokai\n        business_year_ends: \"02-30\"\n",
       {"not_a_date"}},
      {"- organisation: shokai\n",
       "- organisation: shokai\n        business_year_ends: March\n",
       {"not_a_date"}},
      {"- organisation: shokai", "- organisation: Shōkai", {"no_organisation", "not_a_term"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
