// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Withdraw : public RegisterFixture {
 protected:
  Said withdraw(const std::string& consent = "location") {
    return ask("withdraw",
               R"({"subject":{"alias":"C-1"},"consent":")" + consent + R"(","channel":"counter"})");
  }
  Said consent(const std::string& name = "location") {
    return ask("consent", R"({"subject":{"alias":"C-1"},"consent":")" + name + R"(","channel":"website"})");
  }
  Said state() { return ask("state", R"({"subject":{"alias":"C-1"}})"); }
  Said enter_location() {
    return acquire("C-1", "location", R"("guidance")", R"("location":"35.68,139.76")",
                   R"(,"consents":["location"])");
  }
  Said use() {
    return ask("use", R"({"subject":{"alias":"C-1"},"purpose":"guidance","items":["location"]})");
  }
};

// B-030: it stops with the withdrawal.
TEST_F(Withdraw, ends_what_the_consent_allowed_at_once) {
  enter_location();
  EXPECT_TRUE(use().permitted());
  EXPECT_TRUE(withdraw().permitted());
  EXPECT_TRUE(use().denied_for("consent_missing"));
  EXPECT_TRUE(acquire("C-1", "location", R"("guidance")", R"("location":"34.69,135.50")")
                  .denied_for("consent_missing"));
}

TEST_F(Withdraw, ends_every_standing_act) {
  consent();
  ask("consent",
      R"({"subject":{"alias":"C-1"},"consent":"location","channel":"website","shown":"I consent to the use of my location."})");
  withdraw();
  EXPECT_FALSE(state().flag("/consents/0/stands"));
  EXPECT_FALSE(state().flag("/consents/1/stands"));
  EXPECT_TRUE(withdraw().flag("/already"));
}

TEST_F(Withdraw, starts_the_periods_that_run_from_it_and_a_new_consent_stops_them) {
  enter_location();
  EXPECT_EQ(state().text("/held/0/kept/0/waits_for"), "withdrawn");
  EXPECT_EQ(withdraw().count("/records_dated_again"), 1u);
  EXPECT_EQ(state().text("/held/0/erasable_from"), "2026-06-03") << "one day after the day of the withdrawal";
  EXPECT_EQ(consent().count("/records_dated_again"), 1u);
  EXPECT_FALSE(state().has("/held/0/erasable_from"));
}

TEST_F(Withdraw, of_one_consent_starts_no_period_of_what_another_covers) {
  enter_location();
  consent("health");
  EXPECT_EQ(withdraw("health").count("/records_dated_again"), 0u);
  EXPECT_FALSE(state().has("/held/0/erasable_from"));
}

// A-036, B-111: what is kept by consent is kept no longer.
TEST_F(Withdraw, ends_the_holds_that_rest_on_the_consent) {
  acquire("C-1", "web_access", R"("support")", R"("email":"hanako@example.jp")");
  consent("longer_keeping");
  ask("hold", R"({"subject":{"alias":"C-1"},"hold":"consent","consent":"longer_keeping"})");
  ask("hold", R"({"subject":{"alias":"C-1"},"hold":"dispute","facts":{"case":"D-1"},"review":"2026-12-01"})");
  const Said said = withdraw("longer_keeping");
  EXPECT_EQ(said.count("/holds_released"), 1u);
  EXPECT_FALSE(state().flag("/holds/0/stands"));
  EXPECT_TRUE(state().flag("/holds/1/stands"));
}

}  // namespace
}  // namespace daicho::service
