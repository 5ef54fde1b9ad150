// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Lift : public RegisterFixture {
 protected:
  Lift() { acquire("C-1", "profile", R"("direct_mail")", R"("address":"東京都千代田区架空町1-1")"); }
  Said stop(const std::string& operation) {
    return ask(operation, R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})");
  }
  Said use() {
    return ask("use", R"({"subject":{"alias":"C-1"},"purpose":"direct_mail","items":["address"]})");
  }
};

TEST_F(Lift, permits_again_what_was_stopped) {
  stop("stop");
  EXPECT_TRUE(use().denied_for("stopped"));
  clock.advance(std::chrono::hours(24));
  EXPECT_TRUE(stop("lift").permitted());
  EXPECT_TRUE(use().permitted());
  const Said state = ask("state", R"({"subject":{"alias":"C-1"}})");
  EXPECT_FALSE(state.flag("/stops/0/stands"));
  EXPECT_EQ(state.text("/stops/0/lifted"), "2026-06-02T03:00:00Z");
}

TEST_F(Lift, of_what_is_not_stopped_is_recorded_and_changes_nothing) {
  EXPECT_TRUE(stop("lift").flag("/already"));
}

TEST_F(Lift, a_stop_can_be_demanded_again) {
  stop("stop");
  stop("lift");
  EXPECT_FALSE(stop("stop").has("/already"));
  EXPECT_TRUE(use().denied_for("stopped"));
  EXPECT_EQ(ask("state", R"({"subject":{"alias":"C-1"}})").size("/stops"), 2u);
}

}  // namespace
}  // namespace daicho::service
