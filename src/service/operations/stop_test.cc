// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Stop : public RegisterFixture {
 protected:
  Stop() {
    acquire(
        "C-1", "profile", R"("support","direct_mail","telephone_sales")",
        R"("name_kanji":"架空 花子","email":"hanako@example.jp","phone":"03-1234-5678","address":"東京都千代田区架空町1-1")");
  }
  Said use(const std::string& purpose, const std::string& item, const std::string& further = "") {
    return ask("use", R"({"subject":{"alias":"C-1"},"purpose":")" + purpose + R"(","items":[")" + item +
                          "\"]" + further + "}");
  }
  Said stop(const std::string& name, const std::string& further = "",
            const std::string& idempotency_key = {}) {
    return ask("stop", R"({"subject":{"alias":"C-1"},"stop":")" + name + "\"" + further + "}",
               idempotency_key);
  }
};

// A-006, B-052: effective in the very next decision, also for work that was queued before.
TEST_F(Stop, of_direct_mail_denies_the_next_letter) {
  EXPECT_TRUE(use("direct_mail", "address", R"(,"medium":"direct_mail")").permitted());
  const Said said = stop("direct_mail", R"(,"channel":"counter")");
  EXPECT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/stop"), "direct_mail");
  EXPECT_EQ(said.text("/channel"), "counter");
  EXPECT_TRUE(use("direct_mail", "address", R"(,"medium":"direct_mail")").denied_for("stopped"));
  EXPECT_TRUE(use("direct_mail", "email", R"(,"medium":"email")").denied_for("stopped"));
  EXPECT_TRUE(use("support", "address").permitted()) << "what was not stopped goes on";
  EXPECT_TRUE(use("telephone_sales", "phone", R"(,"medium":"telephone")").permitted());
}

// A-007: the stop is the person's, so it holds for every number and for every way of writing one.
TEST_F(Stop, of_telephone_sales_holds_for_every_number_of_the_person) {
  stop("telephone");
  acquire("C-1", "profile", R"("telephone_sales")",
          R"("phone":"+81 3 1234 5678","work_phone":"０６－１１１１－２２２２")");
  EXPECT_TRUE(use("telephone_sales", "phone", R"(,"medium":"telephone")").denied_for("stopped"));
  EXPECT_TRUE(use("telephone_sales", "work_phone", R"(,"medium":"telephone")").denied_for("stopped"));
}

TEST_F(Stop, that_stands_already_is_recorded_and_changes_nothing) {
  EXPECT_FALSE(stop("direct_mail").has("/already"));
  EXPECT_TRUE(stop("direct_mail").flag("/already"));
  EXPECT_EQ(ask("state", R"({"subject":{"alias":"C-1"}})").size("/stops"), 1u);
  std::size_t recorded = 0;
  for (const ledger::Entry& entry : all_entries()) recorded += entry.operation == ledger::Operation::stop;
  EXPECT_EQ(recorded, 2u);
}

TEST_F(Stop, sent_again_stops_once) {
  stop("direct_mail", "", "key-1");
  ask("lift", R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})");
  EXPECT_TRUE(stop("direct_mail", "", "key-1").flag("/repeated"));
  EXPECT_TRUE(use("direct_mail", "address").permitted()) << "the repetition does not stop anew";
}

TEST_F(Stop, is_one_that_the_policy_declares_and_of_a_person_who_is_there) {
  EXPECT_TRUE(stop("everything").failed_with("unknown_term"));
  EXPECT_TRUE(
      ask("stop", R"({"subject":{"alias":"C-9"},"stop":"direct_mail"})").denied_for("subject_unknown"));
}

}  // namespace
}  // namespace daicho::service
