// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Release : public RegisterFixture {
 protected:
  Release() {
    acquire("C-1", "web_access", R"("support")", R"("email":"hanako@example.jp")");
    hold = ask("hold",
               R"({"subject":{"alias":"C-1"},"hold":"dispute","facts":{"case":"D-1"},"review":"2026-12-01"})")
               .text("/hold");
  }
  Said release(const std::string& alias = "C-1") {
    return ask("release", R"({"subject":{"alias":")" + alias + R"("},"hold":")" + hold + "\"}");
  }
  Said state() { return ask("state", R"({"subject":{"alias":"C-1"}})"); }
  std::string hold;
};

TEST_F(Release, lets_the_periods_run_again) {
  EXPECT_FALSE(state().has("/held/0/erasable_from"));
  const Said said = release();
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/kind"), "dispute");
  EXPECT_EQ(said.count("/records_dated_again"), 1u);
  EXPECT_EQ(state().text("/held/0/erasable_from"), "2028-06-02");
  EXPECT_FALSE(state().flag("/holds/0/stands"));
}

TEST_F(Release, leaves_what_another_hold_keeps) {
  ask("hold",
      R"({"subject":{"alias":"C-1"},"hold":"law","facts":{"article":"会社法432条"},"end":"2036-03-31"})");
  release();
  EXPECT_EQ(state().text("/held/0/erasable_from"), "2036-04-01");
}

TEST_F(Release, of_a_hold_that_was_released_changes_nothing) {
  release();
  EXPECT_TRUE(release().flag("/already"));
}

TEST_F(Release, is_of_a_hold_that_this_person_has) {
  acquire("C-2", "web_access", R"("support")", R"("email":"taro@example.jp")");
  EXPECT_TRUE(release("C-2").failed_with("not_found"));
  EXPECT_TRUE(release("C-9").failed_with("not_found"));
  EXPECT_TRUE(ask("release", R"({"subject":{"alias":"C-1"},"hold":"rec_00000000000000000000000000"})")
                  .failed_with("invalid_value"));
}

}  // namespace
}  // namespace daicho::service
