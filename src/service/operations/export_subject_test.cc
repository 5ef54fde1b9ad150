// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "service/erasing_fixture.h"

namespace daicho::service {
namespace {

class ExportTest : public ErasingFixture {
 protected:
  Said write_out(const std::string& more = "") {
    return ask("export_subject", R"({"subject": )" + alias("7") + more + "}");
  }
};

TEST_F(ExportTest, shows_every_record_with_its_source_its_values_and_those_before) {
  const Said held = profile("7");
  EXPECT_TRUE(ask("correct", R"({"subject": )" + alias("7") + R"(, "record": ")" + held.text("/records/0") +
                                 R"(", "items": {"email": "new@example.jp"}})")
                  .permitted());
  const Said said = write_out();
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.size("/held"), 1u);
  EXPECT_EQ(said.text("/held/0/record"), held.text("/records/0"));
  EXPECT_EQ(said.text("/held/0/source"), "the person");
  EXPECT_EQ(said.text("/held/0/items/email"), "new@example.jp");
  EXPECT_EQ(said.text("/held/0/items/name_kanji"), "架空太郎");
  EXPECT_EQ(said.count("/held/0/revision"), 2u);
  EXPECT_EQ(said.text("/held/0/earlier_revisions/0/items/email"), "canary@example.jp");
  EXPECT_EQ(said.text("/held/0/purposes/0"), "contract");
  EXPECT_FALSE(said.flag("/more"));
}

TEST_F(ExportTest, shows_how_the_person_stands_and_why_something_is_held_back) {
  take_in("7", "contract", R"({"health": "花粉症", "contract_number": "C-1"})", "contract",
          R"("consents": ["health"])");
  EXPECT_TRUE(ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "telephone"})").permitted());
  EXPECT_TRUE(ask("hold", R"({"subject": )" + alias("7") +
                              R"(, "hold": "dispute", "facts": {"case": "H8-1"}, "review": "2026-09-01"})")
                  .permitted());
  const Said said = write_out();
  EXPECT_EQ(said.text("/person/consents/0/consent"), "health");
  EXPECT_EQ(said.text("/person/consents/0/text_shown").size(), 64u) << "the digest of the wording";
  EXPECT_EQ(said.text("/person/stops/0/stop"), "telephone");
  EXPECT_EQ(said.text("/person/holds/0/kind"), "dispute");
  EXPECT_NE(said.text("/person/hold_facts/0/facts").find("H8-1"), std::string::npos);
}

TEST_F(ExportTest, what_the_policy_declares_no_more_is_shown_all_the_same) {
  take_in("7", "contract", R"({"payment_method": "transfer", "contract_number": "C-1"})");
  std::string without(fixture_policy);
  const auto drop = [&without](std::string_view text) {
    without.replace(without.find(text), text.size(), "");
  };
  drop("      - {item: payment_method, label: {ja: 支払方法, en: Method of payment}, value: choice}\n");
  drop("                payment_method, health, call_record]\n");
  without.insert(without.find("        ends_with: contract_ended"), "                health, call_record]\n");
  drop("payment_method, ");
  drop("\n        item_retention: {payment_method: accounting}");
  publish(without);
  const Said said = write_out();
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/held/0/items/contract_number"), "C-1");
  EXPECT_EQ(said.text("/held/0/items_declared_no_more/0/item"), "payment_method");
  EXPECT_EQ(said.text("/held/0/items_declared_no_more/0/value"), "transfer");
}

TEST_F(ExportTest, many_records_come_in_pages) {
  std::set<std::string> held;
  for (int i = 0; i < 45; ++i) held.insert(profile("7").text("/records/0"));
  std::set<std::string> shown;
  std::string more = R"(, "limit": 20)";
  for (int page = 0; page < 3; ++page) {
    const Said said = write_out(more);
    for (std::size_t i = 0; i < said.size("/held"); ++i)
      shown.insert(said.text("/held/" + std::to_string(i) + "/record"));
    EXPECT_EQ(said.flag("/more"), page < 2);
    EXPECT_EQ(said.has("/person"), page == 0);
    EXPECT_EQ(said.has("/ledger"), page == 2) << "after the records";
    if (said.flag("/more")) more = R"(, "limit": 20, "after": ")" + said.text("/next") + R"(")";
  }
  EXPECT_EQ(shown, held);
  EXPECT_TRUE(write_out(R"(, "after": ")" + base::RecordId::random(randomness).text() + R"(")")
                  .failed_with("not_found"));
}

TEST_F(ExportTest, says_what_the_ledger_says_of_the_person_in_pages) {
  profile("7");
  profile("8");
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(ask("use", R"({"subject": )" + alias("7") + R"(, "purpose": "contract", "items": ["email"]})")
                    .permitted());
  }
  const Said first = write_out(R"(, "limit": 20)");
  EXPECT_EQ(first.size("/ledger"), 20u);
  EXPECT_EQ(first.text("/ledger/0/operation"), "acquire");
  EXPECT_EQ(first.text("/ledger/1/operation"), "use");
  EXPECT_EQ(first.text("/ledger/1/purposes/0"), "contract");
  const Said second = write_out(R"(, "limit": 20, "ledger_after": ")" + first.text("/ledger_next") + R"(")");
  EXPECT_FALSE(second.has("/held"));
  EXPECT_FALSE(second.flag("/ledger_more"));
  EXPECT_EQ(second.size("/ledger"), 12u) << "the last 11, and the first page of this export";
}

TEST_F(ExportTest, is_recorded_with_the_records_that_left) {
  const Said held = profile("7");
  write_out();
  const auto exports = entries_of(ledger::Operation::export_subject);
  ASSERT_EQ(exports.size(), 1u);
  EXPECT_EQ(exports[0].subject, subject_of(held));
  EXPECT_EQ(exports[0].records, std::vector{*base::RecordId::parse(held.text("/records/0"))});
  EXPECT_TRUE(exports[0].items.empty());
}

TEST_F(ExportTest, leaves_nothing_out_of_the_register_for_who_may_not) {
  profile("7");
  const std::string key = add_caller("reader", {policy::Operation::use, policy::Operation::read_state});
  const Said said = ask("export_subject", R"({"subject": )" + alias("7") + "}", "", key);
  EXPECT_TRUE(said.denied_for("caller_lacks_operation"));
  EXPECT_EQ(said.body().find("canary"), std::string::npos);
}

}  // namespace
}  // namespace daicho::service
