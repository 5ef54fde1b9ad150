// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Use : public HookedFixture {
 protected:
  Said use(const std::string& purpose, const std::string& items, const std::string& further = "") {
    return ask("use", R"({"subject":{"alias":"C-1"},"purpose":")" + purpose + R"(","items":[)" + items + "]" +
                          further + "}");
  }
  void enter() {
    acquire(
        "C-1", "profile", R"("support","direct_mail")",
        R"("name_kanji":"架空 花子","email":"hanako@example.jp","phone":"03-1234-5678","address":"東京都千代田区架空町1-1")");
  }
};

TEST_F(Use, answers_the_items_asked_for_and_no_others) {
  enter();
  const Said said = use("support", R"("name_kanji","email")");
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/read/0/items/name_kanji"), "架空 花子");
  EXPECT_EQ(said.text("/read/0/items/email"), "hanako@example.jp");
  EXPECT_FALSE(said.has("/read/0/items/phone"));
  EXPECT_EQ(said.text("/records/0"), said.text("/read/0/record"));
}

TEST_F(Use, answers_nothing_for_another_purpose) {
  enter();
  const struct {
    const char* purpose;
    const char* items;
    const char* reason;
  } rows[] = {
      {"contract", R"("email")", "not_acquired_for_purpose"},
      {"direct_mail", R"("phone")", "item_not_for_purpose"},
      {"telephone_sales", R"("phone")", "not_acquired_for_purpose"},
      {"support", R"("inquiry_text")", "record_not_held"},
  };
  for (const auto& row : rows) {
    const Said said = use(row.purpose, row.items);
    EXPECT_TRUE(said.denied_for(row.reason)) << said.body();
    EXPECT_FALSE(said.has("/read")) << row.purpose;
  }
}

TEST_F(Use, answers_the_newest_record_first_and_as_many_as_asked) {
  for (const char* text : {"いつ届きますか", "まだ届きません", "届きました"}) {
    clock.advance(std::chrono::minutes(1));
    acquire("C-1", "inquiry", R"("support")", std::string(R"("inquiry_text":")") + text + "\"");
  }
  const Said said = use("support", R"("inquiry_text")", R"(,"limit":2)");
  ASSERT_EQ(said.size("/read"), 2u);
  EXPECT_EQ(said.text("/read/0/items/inquiry_text"), "届きました");
  EXPECT_EQ(said.text("/read/1/items/inquiry_text"), "まだ届きません");
}

TEST_F(Use, gathers_items_from_records_of_several_types) {
  enter();
  acquire("C-1", "inquiry", R"("support")", R"("inquiry_text":"いつ届きますか")");
  const Said said = use("support", R"("address","inquiry_text")");
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.size("/read"), 2u);
  EXPECT_EQ(use("support", R"("address")", R"(,"record_type":"inquiry")").text("/outcome"), "denied");
}

// A-017: consent comes before the use; one that is recorded after it changes nothing of what was denied.
TEST_F(Use, is_not_made_lawful_by_a_consent_that_comes_after_it) {
  acquire("C-1", "location", R"("guidance")", R"("location":"35.68,139.76")", R"(,"consents":["location"])");
  ask("withdraw", R"({"subject":{"alias":"C-1"},"consent":"location"})");
  EXPECT_TRUE(use("guidance", R"("location")").denied_for("consent_missing"));
  ask("consent", R"({"subject":{"alias":"C-1"},"consent":"location","channel":"website"})");
  EXPECT_TRUE(use("guidance", R"("location")").permitted());
  std::vector<ledger::Outcome> outcomes;
  for (const ledger::Entry& entry : all_entries()) {
    if (entry.operation == ledger::Operation::use) outcomes.push_back(entry.outcome);
  }
  EXPECT_EQ(outcomes, (std::vector{ledger::Outcome::denied, ledger::Outcome::permitted}));
}

TEST_F(Use, ends_with_the_retention_also_before_the_erasure) {
  acquire("C-1", "web_access", R"("support")", R"("email":"hanako@example.jp")");
  clock.set(*base::LocalDate::parse("2028-06-01"));
  EXPECT_TRUE(use("support", R"("email")").permitted()) << "the last day";
  clock.set(*base::LocalDate::parse("2028-06-02"));
  EXPECT_TRUE(use("support", R"("email")").denied_for("retention_ended"));
}

TEST_F(Use, needs_the_facts_that_the_purpose_asks_for) {
  acquire("C-1", "contract", R"("dispute")", R"("contract_number":"K-1")");
  EXPECT_TRUE(use("dispute", R"("contract_number")").denied_for("fact_missing"));
  EXPECT_TRUE(use("dispute", R"("contract_number")", R"(,"facts":{"case":" "})").denied_for("fact_missing"));
  EXPECT_TRUE(use("dispute", R"("contract_number")", R"(,"facts":{"case":"令和8年(ワ)第1号"})").permitted());
}

TEST_F(Use, under_an_exception_needs_all_its_limbs_and_never_reaches_secrecy) {
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1","call_record":"15:02 3分")");
  const std::string limbs =
      R"(,"exception":"by_law","facts":{"statute":"刑事訴訟法197条2項","document":"照会書 第1号"})";
  EXPECT_TRUE(use("support", R"("contract_number")",
                  R"(,"exception":"by_law","facts":{"statute":"刑事訴訟法197条2項"})")
                  .denied_for("exception_limb_missing"));
  EXPECT_TRUE(use("support", R"("contract_number")", limbs).permitted());
  EXPECT_TRUE(use("support", R"("call_record")", limbs).denied_for("secrecy_of_communications"));
}

// APPI 18(3): the exceptions stand in the place of the purpose.
TEST_F(Use, under_an_exception_needs_no_purpose) {
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")");
  const std::string head = R"({"subject":{"alias":"C-1"},"items":["contract_number"])";
  EXPECT_TRUE(ask("use", head + "}").failed_with("missing_field"));
  EXPECT_TRUE(ask("use", head + R"(,"exception":"by_law"})").denied_for("exception_limb_missing"));
  const Said said = ask("use", head + R"(,"exception":"by_law","facts":{"statute":"刑事訴訟法197条2項",)" +
                                   R"("document":"照会書 第1号"}})");
  ASSERT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/read/0/items/contract_number"), "K-1");
  const ledger::Entry entry =
      entries(store_->bucket_of(*base::SubjectId::parse(said.text("/subject")))).back();
  EXPECT_TRUE(entry.purposes.empty()) << "no purpose is made up";
  const Said replayed = ask("replay", R"({"entry":")" + said.text("/ledger_entry") + R"("})");
  EXPECT_TRUE(replayed.permitted()) << replayed.body();
}

TEST_F(Use, answers_what_was_corrected_in_the_meantime) {
  const Said entered = acquire("C-1", "profile", R"("support")", R"("phone":"03-1234-5678")");
  const std::string correction = R"({"subject":{"alias":"C-1"},"record":")" + entered.text("/records/0") +
                                 R"(","items":{"phone":"06-8765-4321"}})";
  hooks().before = [&](const store::Commit&) -> std::optional<store::CommitOutcome> {
    hooks().before = [](const store::Commit&) { return std::optional<store::CommitOutcome>(); };
    EXPECT_TRUE(ask("correct", correction).permitted());
    return std::nullopt;
  };
  const Said said = use("support", R"("phone")");
  ASSERT_EQ(said.size("/read"), 1u);
  EXPECT_EQ(said.text("/read/0/items/phone"), "06-8765-4321");
  EXPECT_EQ(said.count("/read/0/revision"), 2u);
}

TEST_F(Use, no_answer_of_an_error_or_denial_shows_a_value) {
  enter();
  for (const char* purpose : {"contract", "telephone_sales", "guidance", "dispute"}) {
    const std::string body = use(purpose, R"("email")").body();
    EXPECT_EQ(body.find("hanako"), std::string::npos) << purpose;
  }
}

}  // namespace
}  // namespace daicho::service
