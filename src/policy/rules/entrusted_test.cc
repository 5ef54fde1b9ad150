// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/entrusted.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(EntrustedRule, names_records_and_purposes_of_clients) {
  const Change changes[] = {
      {"records: [parcel]", "records: [parcels]", {"unknown_name"}},
      {"        from: {ja: ご依頼主, en: Clients}\n", "", {"missing_field"}},
      {"      - entrusted: parcels",
       "      - {entrusted: others, label: {ja: 他, en: Others}, from: {ja: 他, en: Others}, records: "
       "[parcel], purposes: [delivery]}\n      - entrusted: parcels",
       {"entrusted_twice"}},
  };
  for (const auto& [from, to, findings] : changes) {
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
  }
}

}  // namespace
}  // namespace daicho::policy
