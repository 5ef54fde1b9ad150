// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Decide : public RegisterFixture {};

constexpr const char* use_elsewhere =
    R"({"operation":"use","purpose":"direct_mail","items":["email"],"acquired_for":["direct_mail"],"medium":"email"})";

TEST_F(Decide, answers_for_information_that_lives_elsewhere) {
  const Said said = ask("decide", use_elsewhere);
  EXPECT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/asked"), "use");
  EXPECT_FALSE(said.has("/subject"));
  EXPECT_TRUE(ask("decide", R"({"operation":"use","purpose":"direct_mail","items":["email"]})")
                  .denied_for("not_acquired_for_purpose"));
  EXPECT_TRUE(
      ask("decide",
          R"({"operation":"use","purpose":"direct_mail","items":["phone"],"acquired_for":["direct_mail"]})")
          .denied_for("item_not_for_purpose"));
}

TEST_F(Decide, is_recorded_in_the_office_with_what_was_asked) {
  ask("decide", use_elsewhere);
  const auto office = entries(store_->office());
  ASSERT_EQ(office.size(), 1u);
  EXPECT_EQ(office[0].operation, ledger::Operation::decide);
  EXPECT_EQ(office[0].outcome, ledger::Outcome::permitted);
  EXPECT_EQ(office[0].items.size(), 1u);
  EXPECT_EQ(office[0].purposes.size(), 1u);
}

// A-006: the stop of a person of the register holds for lists that are kept elsewhere.
TEST_F(Decide, knows_the_stops_of_a_person_of_the_register) {
  acquire("C-1", "profile", R"("direct_mail")", R"("email":"hanako@example.jp")");
  const std::string body =
      R"({"subject":{"alias":"C-1"},"operation":"use","purpose":"direct_mail","items":["email"],)"
      R"("acquired_for":["direct_mail"],"medium":"email"})";
  EXPECT_TRUE(ask("decide", body).permitted());
  ask("stop", R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})");
  EXPECT_TRUE(ask("decide", body).denied_for("stopped"));
}

TEST_F(Decide, does_not_answer_for_a_person_who_cannot_be_found) {
  EXPECT_TRUE(ask("decide",
                  R"({"subject":{"alias":"C-9"},"operation":"use","purpose":"direct_mail","items":["email"],)"
                  R"("acquired_for":["direct_mail"]})")
                  .denied_for("subject_unknown"));
}

TEST_F(Decide, asks_about_an_acquisition_too) {
  EXPECT_TRUE(
      ask("decide",
          R"({"operation":"acquire","record_type":"profile","channel":"third_party","purposes":["support"],)"
          R"("items":["email"]})")
          .denied_for("source_not_stated"));
  EXPECT_TRUE(
      ask("decide",
          R"({"operation":"acquire","record_type":"profile","channel":"third_party","purposes":["support"],)"
          R"("items":["email"],"source_stated":true})")
          .permitted());
  EXPECT_TRUE(
      ask("decide",
          R"({"operation":"acquire","record_type":"location","channel":"website","purposes":["guidance"],)"
          R"("items":["location"]})")
          .denied_for("consent_missing"));
}

TEST_F(Decide, needs_its_own_scope_and_no_other) {
  const std::string asker = add_caller("asker", {policy::Operation::decide_only});
  const std::string user = add_caller("user", {policy::Operation::use});
  EXPECT_TRUE(ask("decide", use_elsewhere, "", asker).permitted());
  EXPECT_TRUE(ask("decide", use_elsewhere, "", user).denied_for("caller_lacks_operation"));
  acquire("C-1", "profile", R"("direct_mail")", R"("email":"hanako@example.jp")");
  EXPECT_TRUE(
      ask("use", R"({"subject":{"alias":"C-1"},"purpose":"direct_mail","items":["email"]})", "", asker)
          .denied_for("caller_lacks_operation"));
}

TEST_F(Decide, keeps_to_the_purposes_of_the_caller) {
  const std::string asker = add_caller("asker", {policy::Operation::decide_only}, false, {"support"});
  EXPECT_TRUE(ask("decide", use_elsewhere, "", asker).denied_for("caller_lacks_purpose"));
}

TEST_F(Decide, an_exception_needs_who_may_invoke_it) {
  const std::string asker = add_caller("asker", {policy::Operation::decide_only});
  const std::string body =
      R"({"operation":"use","purpose":"support","items":["contract_number"],"exception":"by_law",)"
      R"("facts":{"statute":"刑事訴訟法197条2項","document":"照会書 第1号"}})";
  EXPECT_TRUE(ask("decide", body, "", asker).denied_for("caller_lacks_operation"));
  EXPECT_TRUE(ask("decide", body).permitted());
}

TEST_F(Decide, asks_about_handling_of_items_only) {
  EXPECT_TRUE(ask("decide", R"({"operation":"administer","items":["email"]})").failed_with("invalid_value"));
  EXPECT_TRUE(ask("decide", R"({"operation":"gossip","items":["email"]})").failed_with("invalid_value"));
}

}  // namespace
}  // namespace daicho::service
