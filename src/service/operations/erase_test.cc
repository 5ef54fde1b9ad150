// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/erasing_fixture.h"

namespace daicho::service {
namespace {

class EraseTest : public ErasingFixture {
 protected:
  using ErasingFixture::ErasingFixture;
};

// The policy of the tests, with contracts under a statute that ends before the policy's own period does.
std::string with_long_contracts() {
  std::string yaml(fixture_policy);
  const std::string_view before = "trigger: contract_ended, period: 5 years,\n         erase";
  yaml.replace(yaml.find(before), before.size(),
               "trigger: contract_ended, period: 20 years, statutes: [companies_act_432],\n         erase");
  return yaml;
}
class EraseUnderStatuteTest : public EraseTest {
 protected:
  EraseUnderStatuteTest() : EraseTest(long_contracts_) {}
  static inline const std::string long_contracts_ = with_long_contracts();
};

TEST_F(EraseTest, erases_a_person_in_one_small_commit_and_shreds_the_key) {
  const auto subject = subject_of(profile("7"));
  for (int i = 0; i < 20; ++i) profile("7");
  std::size_t commits = 0, parts = 0;
  watched().before_commit = [&](const store::Commit& commit) {
    ++commits;
    parts = commit.puts.size() + commit.deletes.size() + commit.delete_ranges.size();
    EXPECT_EQ(commit.ledger_entries.size(), 1u);
  };
  const Said said = ask("erase", R"({"subject": )" + alias("7") + R"(, "reason": "demanded"})");
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/operation"), "erase_subject");
  EXPECT_EQ(said.text("/reason"), "demanded");
  EXPECT_EQ(commits, 1u);
  EXPECT_LT(parts, 10u);
  EXPECT_FALSE(has_key(subject));
  EXPECT_EQ(records(subject), 21u) << "the rows are removed behind it";
  const vault::Subject state = state_of(subject);
  EXPECT_EQ(state.state, vault::SubjectState::erased);
  EXPECT_EQ(state.erased, clock.now());
  EXPECT_TRUE(state.aliases.empty() && state.events.empty());
  EXPECT_EQ(erasure_of(subject).state, ErasureState::pending);
}

TEST_F(EraseTest, nothing_is_done_with_an_erased_person) {
  const auto subject = subject_of(profile("7"));
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
  const std::string who = R"({"subject": )" + by_id(subject);
  EXPECT_TRUE(
      ask("use", who + R"(, "purpose": "contract", "items": ["email"]})").denied_for("subject_erased"));
  EXPECT_TRUE(ask("erase", who + "}").denied_for("subject_erased"));
  EXPECT_TRUE(ask("export_subject", who + "}").denied_for("subject_erased"));
  EXPECT_TRUE(ask("use", R"({"subject": )" + alias("7") + R"(, "purpose": "contract", "items": ["email"]})")
                  .denied_for("subject_unknown"))
      << "the alias leads nowhere";
}

TEST_F(EraseTest, erases_nobody_whom_it_does_not_know) {
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("nobody") + "}").denied_for("subject_unknown"));
}

TEST_F(EraseTest, a_statute_denies_and_says_until_when) {
  const auto subject = subject_of(contract("7"));
  const Said said = ask("erase", R"({"subject": )" + alias("7") + "}");
  EXPECT_TRUE(said.denied_for("kept_by_statute")) << said.body();
  EXPECT_EQ(said.text("/kept_by"), "statute");
  EXPECT_EQ(said.text("/which"), "companies_act_432");
  EXPECT_EQ(said.text("/article"), "Companies Act 432(2)");
  EXPECT_EQ(said.text("/erasable_from"), "2030-04-01");
  EXPECT_TRUE(has_key(subject));
  EXPECT_EQ(records(subject), 1u);
}

TEST_F(EraseTest, a_statute_that_has_ended_denies_nothing) {
  contract("7");
  clock.set(*base::LocalDate::parse("2030-04-01"));
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
}

TEST_F(EraseTest, a_statute_whose_day_is_not_known_denies_without_an_end) {
  take_in("7", "contract", R"({"contract_number": "C-1", "payment_method": "transfer"})");
  const Said said = ask("erase", R"({"subject": )" + alias("7") + "}");
  EXPECT_TRUE(said.denied_for("kept_by_statute"));
  EXPECT_FALSE(said.has("/erasable_from"));
}

TEST_F(EraseUnderStatuteTest, a_statute_denies_though_the_policy_itself_would_keep_longer) {
  take_in("7", "contract", R"({"contract_number": "C-1"})", "contract",
          R"("events": {"contract_ended": "2020-03-31"})");
  const Said said = ask("erase", R"({"subject": )" + alias("7") + "}");
  EXPECT_TRUE(said.denied_for("kept_by_statute")) << said.body();
  EXPECT_EQ(said.text("/erasable_from"), "2030-04-01");
  clock.set(*base::LocalDate::parse("2030-04-01"));
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
}

TEST_F(EraseTest, a_hold_denies_until_it_ends_or_is_released) {
  const Said held = profile("7");
  const std::string who = R"({"subject": )" + alias("7");
  const auto place = [&](const std::string& more) {
    return ask("hold",
               who + R"(, "hold": "dispute", "facts": {"case": "H8-1"}, "review": "2026-09-01")" + more + "}")
        .text("/hold");
  };
  const std::string of_record =
      place(R"(, "record": ")" + held.text("/records/0") + R"(", "end": "2026-12-31")");
  const Said first = ask("erase", who + "}");
  EXPECT_TRUE(first.denied_for("held_back_by_hold")) << first.body();
  EXPECT_EQ(first.text("/kept_by"), "hold");
  EXPECT_EQ(first.text("/which"), "dispute");
  EXPECT_EQ(first.text("/erasable_from"), "2027-01-01");
  const std::string of_person = place("");
  EXPECT_FALSE(ask("erase", who + "}").has("/erasable_from"));
  EXPECT_TRUE(ask("release", who + R"(, "hold": ")" + of_person + R"("})").permitted());
  clock.set(*base::LocalDate::parse("2026-12-31"));
  EXPECT_TRUE(ask("erase", who + "}").denied_for("held_back_by_hold"));
  clock.set(*base::LocalDate::parse("2027-01-01"));
  EXPECT_TRUE(ask("erase", who + "}").permitted());
}

TEST_F(EraseTest, with_partly_what_may_go_goes_item_by_item) {
  const auto subject = subject_of(profile("7"));
  contract("7");
  EXPECT_EQ(found_by_email("canary@example.jp"), 1u);
  const Said said = ask("erase", R"({"subject": )" + alias("7") + R"(, "partly": true})");
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/operation"), "erase_record");
  EXPECT_EQ(said.count("/records_erased"), 1u);
  EXPECT_EQ(said.count("/items_erased"), 4u);
  EXPECT_EQ(said.text("/erasable_from"), "2030-04-01");
  EXPECT_TRUE(has_key(subject));
  EXPECT_EQ(found_by_email("canary@example.jp"), 0u);
  const Said left = ask("export_subject", R"({"subject": )" + alias("7") + "}");
  EXPECT_EQ(left.size("/held"), 1u);
  EXPECT_EQ(left.text("/held/0/items/payment_method"), "transfer");
  EXPECT_FALSE(left.has("/held/0/items/name_kanji"));
  EXPECT_EQ(entries_of(ledger::Operation::erase_record).size(), 3u)
      << "one for the request, one for each record";
}

TEST_F(EraseTest, with_partly_a_person_of_whom_nothing_must_stay_goes_whole) {
  const auto subject = subject_of(profile("7"));
  const Said said = ask("erase", R"({"subject": )" + alias("7") + R"(, "partly": true})");
  EXPECT_EQ(said.text("/operation"), "erase_subject");
  EXPECT_FALSE(has_key(subject));
}

TEST_F(EraseTest, with_partly_nothing_is_erased_of_what_must_all_stay) {
  take_in("7", "contract", R"({"payment_method": "transfer"})");
  EXPECT_TRUE(
      ask("erase", R"({"subject": )" + alias("7") + R"(, "partly": true})").denied_for("kept_by_statute"));
}

TEST_F(EraseTest, many_records_go_in_several_steps) {
  constexpr std::size_t many = 450;
  const auto subject = subject_of(take_in("7", "contract", R"({"payment_method": "transfer"})"));
  for (std::size_t i = 0; i < many; ++i)
    take_in("7", "web_access", R"({"email": "canary@example.jp"})", "support");
  std::size_t commits = 0;
  watched().before_commit = [&](const store::Commit&) { ++commits; };
  const Said said = ask("erase", R"({"subject": )" + alias("7") + R"(, "partly": true})");
  EXPECT_EQ(commits, 3u);
  EXPECT_EQ(said.count("/records_erased"), 200u) << "by the first step";
  EXPECT_EQ(said.count("/records_erased_in_all"), many);
  EXPECT_EQ(records(subject), 1u);
  EXPECT_EQ(found_by_email("canary@example.jp"), 0u);
}

TEST_F(EraseTest, erases_one_record_and_leaves_the_others) {
  const auto subject = subject_of(profile("7", "stays@example.jp"));
  const Said goes = profile("7", "goes@example.jp");
  const std::string who =
      R"({"subject": )" + alias("7") + R"(, "record": ")" + goes.text("/records/0") + R"("})";
  const Said said = ask("erase", who);
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/operation"), "erase_record");
  EXPECT_TRUE(said.flag("/whole"));
  EXPECT_EQ(records(subject), 1u);
  EXPECT_EQ(found_by_email("goes@example.jp"), 0u);
  EXPECT_EQ(found_by_email("stays@example.jp"), 1u);
  EXPECT_EQ(ask("erase", who).text("/outcome"), "not_found");
}

TEST_F(EraseTest, a_record_under_a_statute_goes_only_partly_and_only_when_asked_so) {
  const Said held = contract("7");
  const std::string who =
      R"({"subject": )" + alias("7") + R"(, "record": ")" + held.text("/records/0") + R"(")";
  EXPECT_TRUE(ask("erase", who + "}").denied_for("kept_by_statute"));
  const Said said = ask("erase", who + R"(, "partly": true})");
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_FALSE(said.flag("/whole"));
  EXPECT_EQ(said.size("/items_concerned"), 2u);
}

TEST_F(EraseTest, what_was_said_of_an_erased_record_goes_with_it) {
  const Said held = profile("7");
  const auto subject = subject_of(held);
  const std::string who =
      R"({"subject": )" + alias("7") + R"(, "record": ")" + held.text("/records/0") + R"(")";
  const std::string hold =
      ask("hold", who + R"(, "hold": "dispute", "facts": {"case": "H8-1"}, "review": "2026-09-01"})")
          .text("/hold");
  EXPECT_TRUE(ask("release", R"({"subject": )" + alias("7") + R"(, "hold": ")" + hold + R"("})").permitted());
  EXPECT_EQ(state_of(subject).holds.size() + state_of(subject).events.size(), 2u);
  EXPECT_TRUE(ask("erase", who + "}").permitted());
  EXPECT_EQ(state_of(subject).holds.size() + state_of(subject).events.size(), 0u);
}

TEST_F(EraseTest, values_that_a_correction_replaced_go_with_the_item) {
  const Said held = contract("7");
  const auto subject = subject_of(held);
  const std::string who =
      R"({"subject": )" + alias("7") + R"(, "record": ")" + held.text("/records/0") + R"(")";
  EXPECT_TRUE(ask("correct", who + R"(, "items": {"name_kanji": "架空花子"}})").permitted());
  EXPECT_TRUE(ask("erase", who + R"(, "partly": true})").permitted());
  const Said left = ask("export_subject", R"({"subject": )" + alias("7") + "}");
  EXPECT_EQ(left.text("/held/0/items/payment_method"), "transfer");
  EXPECT_EQ(left.text("/held/0/earlier_revisions/0/items/payment_method"), "transfer");
  EXPECT_FALSE(left.has("/held/0/items/name_kanji"));
  EXPECT_FALSE(left.has("/held/0/earlier_revisions/0/items/name_kanji"));
  EXPECT_EQ(rows(subject, store::Space::record, vault::history_prefix(subject)), 1u);
}

TEST_F(EraseTest, a_record_that_arrives_meanwhile_makes_it_be_decided_again) {
  const auto subject = subject_of(profile("7"));
  bool arrived = false;
  watched().before_commit = [&](const store::Commit& commit) {
    const bool shreds = std::find(commit.deletes.begin(), commit.deletes.end(),
                                  vault::keyring_row(subject)) != commit.deletes.end();
    if (!shreds || std::exchange(arrived, true)) return;
    // It says nothing new of the person: only the record itself is there.
    take_in("7", "contract", R"({"payment_method": "transfer"})");
  };
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").denied_for("kept_by_statute"));
  EXPECT_TRUE(arrived);
  EXPECT_TRUE(has_key(subject));
}

TEST_F(EraseTest, refuses_a_reason_that_is_not_on_the_list) {
  profile("7");
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + R"(, "reason": "because Taro said so"})")
                  .failed_with("unknown_term"));
}

TEST_F(EraseTest, a_caller_who_may_not_erase_is_denied) {
  const auto subject = subject_of(profile("7"));
  const std::string key = add_caller("reader", {policy::Operation::use});
  EXPECT_TRUE(
      ask("erase", R"({"subject": )" + alias("7") + "}", "", key).denied_for("caller_lacks_operation"));
  EXPECT_TRUE(has_key(subject));
}

TEST_F(EraseTest, a_repeated_request_is_answered_and_done_once) {
  profile("7");
  const std::string body = R"({"subject": )" + alias("7") + "}";
  EXPECT_TRUE(ask("erase", body, "key-1").permitted());
  const Said again = ask("erase", body, "key-1");
  EXPECT_TRUE(again.permitted()) << again.body();
  EXPECT_TRUE(again.flag("/repeated")) << "though the alias leads to nobody any more";
  EXPECT_EQ(entries_of(ledger::Operation::erase_subject).size(), 1u);
}

}  // namespace
}  // namespace daicho::service
