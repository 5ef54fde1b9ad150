// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class State : public RegisterFixture {
 protected:
  Said state(const std::string& further = "") {
    return ask("state", R"({"subject":{"alias":"C-1"})" + further + "}");
  }
};

TEST_F(State, shows_what_stands_and_nothing_personal) {
  acquire("C-1", "location", R"("guidance")", R"("location":"35.68,139.76")", R"(,"consents":["location"])");
  ask("stop", R"({"subject":{"alias":"C-1"},"stop":"telephone"})");
  ask("event", R"({"subject":{"alias":"C-1"},"event":"last_contact","on":"2026-05-31"})");
  const Said said = state();
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/subject_kind"), "customer");
  EXPECT_EQ(said.text("/since"), "2026-06-01T03:00:00Z");
  EXPECT_EQ(said.text("/consents/0/consent"), "location");
  EXPECT_TRUE(said.flag("/consents/0/stands"));
  EXPECT_EQ(said.text("/stops/0/stop"), "telephone");
  EXPECT_EQ(said.text("/events/0/event"), "last_contact");
  EXPECT_EQ(said.text("/events/0/on"), "2026-05-31");
  EXPECT_EQ(said.text("/held/0/record_type"), "location");
  EXPECT_EQ(said.text("/held/0/channel"), "website");
  EXPECT_EQ(said.text("/held/0/purposes/0"), "guidance");
  EXPECT_EQ(said.body().find("35.68"), std::string::npos);
  EXPECT_EQ(said.body().find("C-1"), std::string::npos);
}

TEST_F(State, names_what_decides_the_end_item_by_item) {
  acquire("C-1", "contract", R"("contract")",
          R"("contract_number":"K-1","email":"hanako@example.jp","payment_method":"口座振替")");
  ask("event", R"({"subject":{"alias":"C-1"},"event":"contract_ended","on":"2026-05-31"})");
  const Said said = state();
  ASSERT_EQ(said.size("/held/0/kept"), 2u);
  const bool first_is_contract = said.text("/held/0/kept/0/which") == "contract";
  const std::string contract = first_is_contract ? "/held/0/kept/0" : "/held/0/kept/1";
  const std::string payment = first_is_contract ? "/held/0/kept/1" : "/held/0/kept/0";
  EXPECT_EQ(said.size(contract + "/items"), 2u);
  EXPECT_EQ(said.text(contract + "/kept_by"), "policy");
  EXPECT_EQ(said.text(contract + "/clause"), "retention");
  EXPECT_EQ(said.text(contract + "/erasable_from"), "2031-06-01");
  EXPECT_EQ(said.text(contract + "/erase_by"), "2031-07-01");
  EXPECT_EQ(said.text(payment + "/items/0"), "payment_method");
  EXPECT_EQ(said.text(payment + "/kept_by"), "statute");
  EXPECT_EQ(said.text(payment + "/which"), "companies_act_432");
  EXPECT_EQ(said.text(payment + "/article"), "companies-act-432-2");
  EXPECT_FALSE(said.has(payment + "/erasable_from")) << "no invoice was reported";
  EXPECT_EQ(said.text("/held/0/erasable_from"), "2031-06-01") << "the first of its items";
}

TEST_F(State, is_recorded_as_a_read_of_the_state) {
  acquire("C-1", "profile", R"("support")", R"("email":"hanako@example.jp")");
  state();
  std::size_t recorded = 0;
  for (const ledger::Entry& entry : all_entries())
    recorded += entry.operation == ledger::Operation::read_state;
  EXPECT_EQ(recorded, 1u);
  const std::string reader = add_caller("reader", {policy::Operation::use});
  EXPECT_TRUE(
      ask("state", R"({"subject":{"alias":"C-1"}})", "", reader).denied_for("caller_lacks_operation"));
}

TEST_F(State, of_a_person_who_is_not_there_is_not_found) {
  const Said said = state();
  EXPECT_EQ(said.text("/outcome"), "not_found");
  EXPECT_FALSE(said.has("/held"));
}

TEST_F(State, shows_many_records_page_by_page) {
  std::set<std::string> records;
  for (int i = 0; i < 5; ++i) {
    records.insert(
        acquire("C-1", "inquiry", R"("support")", R"("inquiry_text":"届きません")").text("/records/0"));
  }
  std::string further = R"(,"limit":2)";
  for (const std::size_t expected : {2u, 2u, 1u}) {
    const Said said = state(further);
    ASSERT_EQ(said.size("/held"), expected);
    for (std::size_t i = 0; i < expected; ++i)
      records.erase(said.text("/held/" + std::to_string(i) + "/record"));
    ASSERT_EQ(said.flag("/more"), expected == 2);
    if (said.flag("/more")) further = R"(,"limit":2,"after":")" + said.text("/next") + "\"";
  }
  EXPECT_TRUE(records.empty());
}

}  // namespace
}  // namespace daicho::service
