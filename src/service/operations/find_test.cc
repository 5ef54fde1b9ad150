// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Find : public HookedFixture {
 protected:
  Said find(const std::string& by, const std::string& further = "", const std::string& purpose = "support") {
    return ask("find", R"({"by":{)" + by + R"(},"purpose":")" + purpose + "\"" + further + "}");
  }
  std::string enter(const std::string& alias, const std::string& items, const std::string& type = "profile") {
    return acquire(alias, type, R"("support")", items).text("/subject");
  }
  std::size_t recorded(store::Bucket bucket) {
    std::size_t count = 0;
    for (const ledger::Entry& entry : entries(bucket)) count += entry.operation == ledger::Operation::find;
    return count;
  }
};

TEST_F(Find, finds_a_person_by_each_kind_of_value) {
  const std::string hanako =
      enter("C-1", R"("name_kanji":"髙橋 花子","name_kana":"タカハシ ハナコ","email":"Hanako@Example.jp",)"
                   R"("phone":"090-1234-5678","birth_date":"1990-04-01","postal_code":"100-0000",)"
                   R"("address":"東京都千代田区架空町1-2-3")");
  enter("C-2", R"("name_kanji":"例示 次郎","email":"jiro@example.jp","phone":"03-1111-2222")");
  const char* rows[] = {
      R"("email":"hanako@example.jp")",
      R"("phone":"+81 90 1234 5678")",
      R"("phone":"０９０－１２３４－５６７８")",
      R"("name":"高橋花子")",
      R"("name":"たかはし はなこ")",
      R"("birth_date":"平成2年4月1日")",
      R"("postal_code":"1000000")",
      R"("address":"東京都千代田区架空町一丁目２番３号")",
      R"("alias":"C-1")",
  };
  for (const char* by : rows) {
    const Said said = find(by);
    ASSERT_TRUE(said.permitted()) << by << said.body();
    ASSERT_EQ(said.size("/found"), 1u) << by;
    EXPECT_EQ(said.text("/found/0/subject"), hanako) << by;
    EXPECT_FALSE(said.flag("/more"));
  }
}

TEST_F(Find, answers_ids_and_nothing_personal) {
  enter("C-1", R"("name_kanji":"架空 花子","email":"hanako@example.jp")");
  const Said said = find(R"("email":"hanako@example.jp")");
  EXPECT_EQ(said.text("/found/0/matched_by/0"), "email");
  EXPECT_EQ(said.text("/found/0/subject_kind"), "customer");
  EXPECT_EQ(said.size("/found/0/records"), 1u);
  EXPECT_EQ(said.body().find("hanako"), std::string::npos);
  EXPECT_EQ(said.body().find("架空"), std::string::npos);
}

TEST_F(Find, needs_all_of_several_values_to_be_true_of_one_person) {
  const std::string first = enter("C-1", R"("name_kanji":"架空 花子","birth_date":"1990-04-01")");
  enter("C-2", R"("name_kanji":"架空 花子","birth_date":"1985-12-24")");
  EXPECT_EQ(find(R"("name":"架空花子")").size("/found"), 2u);
  const Said both = find(R"("name":"架空花子","birth_date":"1990-04-01")");
  ASSERT_EQ(both.size("/found"), 1u);
  EXPECT_EQ(both.text("/found/0/subject"), first);
  EXPECT_EQ(both.size("/found/0/matched_by"), 2u);
  EXPECT_EQ(find(R"("name":"架空花子","birth_date":"1970-01-01")").size("/found"), 0u);
}

TEST_F(Find, several_values_may_stand_in_several_records) {
  enter("C-1", R"("name_kanji":"架空 花子","phone":"03-1234-5678")");
  enter("C-1", R"("email":"hanako@example.jp")", "inquiry");
  const Said said = find(R"("phone":"0312345678","email":"hanako@example.jp")");
  ASSERT_EQ(said.size("/found"), 1u);
  EXPECT_EQ(said.size("/found/0/records"), 2u);
}

TEST_F(Find, each_person_found_is_recorded_in_their_own_log_and_nobody_in_the_office) {
  std::set<std::string> people;
  for (int i = 0; i < 5; ++i) people.insert(enter("C-" + std::to_string(i), R"("postal_code":"100-0000")"));
  const Said said = find(R"("postal_code":"100-0000")");
  ASSERT_EQ(said.size("/found"), 5u);
  for (const ledger::Entry& entry : all_entries()) {
    if (entry.operation == ledger::Operation::find) people.erase(entry.subject->text());
  }
  EXPECT_TRUE(people.empty()) << "one entry for each";
  EXPECT_EQ(recorded(store_->office()), 0u);

  const Said nobody = find(R"("email":"nobody@example.jp")");
  EXPECT_EQ(nobody.text("/outcome"), "not_found");
  EXPECT_EQ(nobody.size("/found"), 0u);
  EXPECT_EQ(recorded(store_->office()), 1u);
}

TEST_F(Find, goes_on_where_it_stopped) {
  std::set<std::string> people;
  for (int i = 0; i < 5; ++i) people.insert(enter("C-" + std::to_string(i), R"("postal_code":"100-0000")"));
  std::string further = R"(,"limit":2)";
  for (const std::size_t expected : {2u, 2u, 1u}) {
    const Said said = find(R"("postal_code":"100-0000")", further);
    ASSERT_EQ(said.size("/found"), expected);
    for (std::size_t i = 0; i < expected; ++i)
      people.erase(said.text("/found/" + std::to_string(i) + "/subject"));
    ASSERT_EQ(said.flag("/more"), expected == 2);
    if (said.flag("/more")) further = R"(,"limit":2,"after":")" + said.text("/next") + "\"";
  }
  EXPECT_TRUE(people.empty());
}

// Whether a person is held must not be told to who may not ask: not by the answer, nor by where it is
// recorded.
TEST_F(Find, a_denial_does_not_tell_whether_the_person_is_there) {
  enter("C-1", R"("email":"hanako@example.jp")");
  const std::string stranger = add_caller("stranger", {policy::Operation::use});
  for (const char* email : {"hanako@example.jp", "nobody@example.jp"}) {
    const Said said =
        ask("find", std::string(R"({"by":{"email":")") + email + R"("},"purpose":"support"})", "", stranger);
    EXPECT_TRUE(said.denied_for("caller_lacks_operation"));
    EXPECT_FALSE(said.has("/subject"));
    EXPECT_FALSE(said.has("/found"));
    EXPECT_EQ(said.text("/ledger_entry").substr(0, 5), "0008/") << "in the office";
  }
}

TEST_F(Find, looks_into_the_items_of_the_purpose_only) {
  acquire("C-1", "profile", R"("contract")", R"("work_phone":"03-1111-2222","phone":"03-3333-4444")");
  EXPECT_EQ(find(R"("phone":"03-1111-2222")", "", "contract").size("/found"), 1u);
  EXPECT_EQ(find(R"("phone":"03-1111-2222")", "", "support").size("/found"), 0u)
      << "support does not reach the number at work";
  EXPECT_EQ(find(R"("phone":"03-3333-4444")", "", "support").size("/found"), 1u);
  EXPECT_TRUE(find(R"("phone":"03-3333-4444")", "", "direct_mail").denied_for("item_not_for_purpose"));
}

TEST_F(Find, does_not_find_by_what_was_corrected_or_whose_retention_ended) {
  const Said entered = acquire("C-1", "web_access", R"("support")", R"("email":"old@example.jp")");
  ask("correct", R"({"subject":{"alias":"C-1"},"record":")" + entered.text("/records/0") +
                     R"(","items":{"email":"new@example.jp"}})");
  EXPECT_EQ(find(R"("email":"old@example.jp")").size("/found"), 0u);
  EXPECT_EQ(find(R"("email":"new@example.jp")").size("/found"), 1u);
  clock.set(*base::LocalDate::parse("2028-06-02"));
  EXPECT_EQ(find(R"("email":"new@example.jp")").size("/found"), 0u);
}

TEST_F(Find, confirms_a_person_once_more_before_answering) {
  const Said entered = acquire("C-1", "profile", R"("support")", R"("email":"old@example.jp")");
  hooks().before = [&](const store::Commit&) -> std::optional<store::CommitOutcome> {
    hooks().before = [](const store::Commit&) { return std::optional<store::CommitOutcome>(); };
    ask("correct", R"({"subject":{"alias":"C-1"},"record":")" + entered.text("/records/0") +
                       R"(","items":{"email":"new@example.jp"}})");
    return store::Conflict{};
  };
  EXPECT_EQ(find(R"("email":"old@example.jp")").size("/found"), 0u);
}

TEST_F(Find, says_what_it_cannot_look_by) {
  EXPECT_TRUE(find(R"("inquiry_text":"届きません")").failed_with("unknown_term"));
  EXPECT_TRUE(find(R"("phone":"twelve")").failed_with("invalid_value"));
  EXPECT_TRUE(find("").failed_with("invalid_value"));
}

}  // namespace
}  // namespace daicho::service
