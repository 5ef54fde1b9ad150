// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/erasing_fixture.h"

namespace daicho::service {
namespace {

class ReplayTest : public ErasingFixture {
 protected:
  Said replay(const std::string& place) { return ask("replay", R"({"entry": ")" + place + R"("})"); }
  // Judged again, with the same outcome for the same reasons.
  void expect_same(const Said& of) {
    const Said said = replay(of.text("/ledger_entry"));
    EXPECT_TRUE(said.permitted()) << said.body();
    EXPECT_TRUE(said.flag("/lawful")) << said.body();
    EXPECT_TRUE(said.flag("/same")) << said.body();
    EXPECT_EQ(said.size("/differences"), 0u) << said.body();
  }
  Said use(const std::string& purpose, const std::string& item, const std::string& more = "") {
    return ask("use", R"({"subject": )" + alias("7") + R"(, "purpose": ")" + purpose + R"(", "items": [")" +
                          item + R"("])" + more + "}");
  }
  // An access that the register itself would never have permitted, written into the ledger all the same.
  std::string forge_use(const base::SubjectId& subject, const std::string& purpose, const std::string& item) {
    ledger::Entry entry{.at = clock.now(),
                        .caller = caller_with(api_key).id,
                        .operation = ledger::Operation::use,
                        .outcome = ledger::Outcome::permitted,
                        .request = base::RequestId::random(randomness),
                        .subject = subject,
                        .items = {*base::Term::declared(item)},
                        .purposes = {*base::Term::declared(purpose)},
                        .policy = (*reg.office.current())->policy()->digest(),
                        .law = law.digest()};
    store::Commit commit{.bucket = store_->bucket_of(subject)};
    commit.ledger_entries.push_back(*ledger::encode(entry));
    const auto outcome = store_->commit(std::move(commit));
    return ledger_place(store_->bucket_of(subject), std::get<store::Committed>(outcome).first_sequence);
  }
};

TEST_F(ReplayTest, permits_and_denials_come_out_as_they_were) {
  const Said taken =
      take_in("7", "contract", R"({"name_kanji": "架空太郎", "health": "花粉症", "contract_number": "C-1"})",
              "contract", R"("consents": ["health"], "acquired_at": "2026-05-01T00:00:00Z")");
  expect_same(taken);
  expect_same(use("contract", "name_kanji"));
  expect_same(use("contract", "health"));
  expect_same(use("support", "contract_number"));
  expect_same(use("support", "name_kanji"));
  expect_same(use("dispute", "contract_number"));
  expect_same(use("telephone_sales", "phone"));
  expect_same(use("contract", "name_kanji", R"(, "record_type": "contract")"));
  expect_same(use("contract", "name_kanji", R"(, "record": ")" + taken.text("/records/0") + R"(")"));
  expect_same(
      use("contract", "name_kanji", R"(, "record": ")" + base::RecordId::random(randomness).text() + R"(")"));
  expect_same(
      use("support", "name_kanji", R"(, "exception": "by_law", "facts": {"statute": "a", "document": "b"})"));
  expect_same(use("support", "name_kanji", R"(, "exception": "by_law", "facts": {"statute": "a"})"));
  expect_same(
      ask("acquire", R"({"subject": )" + alias("7") + R"(, "record_type": "profile", "channel": "third_party",
            "purposes": ["contract"], "source": "", "items": {"email": "a@example.jp"}})"));
  expect_same(ask(
      "acquire", R"({"record_type": "contract", "channel": "website", "purposes": ["contract"], "source": "s",
            "items": {"health": "x"}})"));
}

TEST_F(ReplayTest, corrections_and_asked_decisions_too) {
  const Said taken = profile("7");
  const std::string who =
      R"({"subject": )" + alias("7") + R"(, "record": ")" + taken.text("/records/0") + R"(")";
  expect_same(ask("correct", who + R"(, "items": {"email": "new@example.jp"}})"));
  expect_same(ask("correct", who + R"(, "remove": ["email"]})"));
  expect_same(ask("correct", who + R"(, "items": {"contract_number": "C-1"}})"));
  expect_same(ask(
      "decide",
      R"({"operation": "use", "purpose": "contract", "items": ["email"], "acquired_for": ["contract"]})"));
  expect_same(ask("decide", R"({"operation": "use", "purpose": "contract", "items": ["email"]})"));
  expect_same(ask(
      "decide",
      R"({"operation": "use", "purpose": "direct_mail", "items": ["email"], "acquired_for": ["direct_mail"],
                               "medium": "email", "subject": )" +
          alias("7") + "}"));
}

TEST_F(ReplayTest, what_was_lawful_stays_lawful_after_the_person_has_changed_their_mind) {
  take_in("7", "location", R"({"location": "35.6,139.7"})", "guidance", R"("consents": ["location"])");
  const Said then = use("guidance", "location");
  EXPECT_TRUE(then.permitted()) << then.body();
  EXPECT_TRUE(ask("withdraw", R"({"subject": )" + alias("7") + R"(, "consent": "location"})").permitted());
  const Said later = use("guidance", "location");
  EXPECT_TRUE(later.denied_for("consent_missing"));
  expect_same(then);
  expect_same(later);
}

TEST_F(ReplayTest, judges_under_the_policy_of_that_day) {
  profile("7");
  const Said then = use("contract", "email");
  std::string without(fixture_policy);
  const std::string_view email =
      "items: [name_kanji, name_kana, birth_date, email, phone, work_phone, address, postal_code, "
      "contract_number,";
  without.replace(
      without.find(email), email.size(),
      "items: [name_kanji, name_kana, birth_date, phone, work_phone, address, postal_code, contract_number,");
  publish(without);
  const Said later = use("contract", "email");
  EXPECT_TRUE(later.denied_for("item_not_for_purpose")) << later.body();
  expect_same(then);
  expect_same(later);
}

TEST_F(ReplayTest, stops_purposes_that_ended_and_periods_are_those_of_that_day) {
  take_in("7", "contract", R"({"name_kanji": "架空太郎", "contract_number": "C-1"})", "contract");
  take_in("7", "profile", R"({"name_kanji": "架空太郎", "email": "a@example.jp"})", "direct_mail");
  expect_same(use("direct_mail", "email"));
  EXPECT_TRUE(ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "direct_mail"})").permitted());
  expect_same(use("direct_mail", "email"));
  EXPECT_TRUE(ask("lift", R"({"subject": )" + alias("7") + R"(, "stop": "direct_mail"})").permitted());
  expect_same(use("direct_mail", "email"));
  EXPECT_TRUE(
      ask("event", R"({"subject": )" + alias("7") + R"(, "event": "contract_ended", "on": "2026-06-01"})")
          .permitted());
  const Said ended = use("contract", "contract_number");
  expect_same(ended);
  clock.set(*base::LocalDate::parse("2031-06-03"));
  const Said over = use("contract", "contract_number");
  EXPECT_FALSE(over.permitted());
  expect_same(over);
}

TEST_F(ReplayTest, an_access_against_a_stop_is_found_unlawful) {
  const auto subject = subject_of(
      take_in("7", "profile", R"({"name_kanji": "架空太郎", "email": "a@example.jp"})", "direct_mail"));
  EXPECT_TRUE(replay(forge_use(subject, "direct_mail", "email")).flag("/lawful"));
  EXPECT_TRUE(ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "direct_mail"})").permitted());
  const Said said = replay(forge_use(subject, "direct_mail", "email"));
  EXPECT_FALSE(said.flag("/lawful")) << said.body();
  EXPECT_EQ(said.text("/recorded/outcome"), "permitted");
  EXPECT_EQ(said.text("/replayed/outcome"), "denied");
  EXPECT_EQ(said.text("/replayed/reasons/0/code"), "stopped");
  EXPECT_EQ(said.text("/differences/0/what"), "outcome");
}

TEST_F(ReplayTest, nothing_that_was_erased_is_needed) {
  profile("7");
  const Said then = use("contract", "email");
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
  remove_all();
  expect_same(then);
}

TEST_F(ReplayTest, a_use_after_the_erasure_is_found_unlawful) {
  const auto subject = subject_of(profile("7"));
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
  EXPECT_FALSE(replay(forge_use(subject, "contract", "email")).flag("/lawful"));
}

TEST_F(ReplayTest, a_use_of_what_a_run_had_erased_is_found_unlawful) {
  const auto subject = subject_of(take_in("7", "web_access", R"({"email": "a@example.jp"})", "support"));
  profile("7");
  clock.set(*base::LocalDate::parse("2028-06-02"));
  EXPECT_EQ(ask("retention_run", "{}").count("/erased/records"), 1u);
  EXPECT_FALSE(replay(forge_use(subject, "support", "email")).flag("/lawful"));
  EXPECT_TRUE(replay(forge_use(subject, "contract", "email")).flag("/lawful"));
}

TEST_F(ReplayTest, a_file_that_was_opened_and_other_entries) {
  const Said taken = profile("7");
  EXPECT_TRUE(replay("0000/123456").failed_with("not_found"));
  EXPECT_TRUE(replay("fff0/0").failed_with("not_found"));
  EXPECT_TRUE(replay("somewhere").failed_with("invalid_value"));
  const Said stopped = ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "telephone"})");
  EXPECT_TRUE(replay(stopped.text("/ledger_entry")).failed_with("invalid_value"));
}

TEST_F(ReplayTest, it_is_recorded_about_whom_it_was) {
  const Said taken = profile("7");
  replay(taken.text("/ledger_entry"));
  const auto replays = entries_of(ledger::Operation::replay);
  ASSERT_EQ(replays.size(), 1u);
  EXPECT_EQ(replays[0].subject, subject_of(taken));
}

}  // namespace
}  // namespace daicho::service
