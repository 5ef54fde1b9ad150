// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/log.h"
#include "service/erasing_fixture.h"
#include "service/founding.h"

// Publishing a policy, and the callers.
namespace daicho::service {
namespace {

class OfficeTest : public ErasingFixture {
 protected:
  Said publish_policy(std::string_view yaml, std::optional<std::string> key = {}) {
    std::string body = R"({"yaml": )";
    base::append_json_string(body, yaml);
    return ask("publish_policy", body + "}", "", std::move(key));
  }
  static std::string amended() {
    std::string yaml(fixture_policy);
    yaml.replace(yaml.find("\"2026-04-01\""), 12, "\"2026-06-01\"");
    return yaml;
  }
  const policy::Policy& in_force() { return *(*reg.office.current())->policy(); }
};

TEST_F(OfficeTest, a_published_policy_rules_the_very_next_decision) {
  profile("7");
  std::string without = amended();
  const std::string_view email =
      "birth_date, email, phone, work_phone, address, postal_code, contract_number,";
  without.replace(without.find(email), email.size(),
                  "birth_date, phone, work_phone, address, postal_code, contract_number,");
  const Said said = publish_policy(without);
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/published"), base::to_hex(crypto::public_digest(without).view()));
  EXPECT_EQ(said.text("/version"), "2026-06-01");
  EXPECT_EQ(said.text("/effective"), "2026-04-01");
  EXPECT_TRUE(ask("use", R"({"subject": )" + alias("7") + R"(, "purpose": "contract", "items": ["email"]})")
                  .denied_for("item_not_for_purpose"));
}

TEST_F(OfficeTest, a_policy_with_errors_changes_nothing_and_is_told_where) {
  const base::PublicDigest before = in_force().digest();
  std::string broken = amended();
  const std::string_view item = "      - {item: email,";
  broken.replace(broken.find(item), item.size(), "      - {item: email, value_of_nothing: x,");
  const Said said = publish_policy(broken);
  EXPECT_TRUE(said.failed_with("policy_invalid"));
  EXPECT_GE(said.count("/place/errors"), 1u);
  const std::size_t line =
      static_cast<std::size_t>(
          std::count(broken.begin(),
                     broken.begin() + static_cast<std::ptrdiff_t>(broken.find("value_of_nothing")), '\n')) +
      1;
  EXPECT_EQ(said.count("/place/line"), line) << said.body();
  EXPECT_GT(said.count("/place/column"), 0u);
  EXPECT_FALSE(said.text("/place/finding").empty());
  EXPECT_EQ(in_force().digest(), before);
}

TEST_F(OfficeTest, a_policy_of_a_later_day_is_refused_for_nothing_could_be_decided_until_then) {
  std::string later = amended();
  later.replace(later.find("effective: 2026-04-01"), 21, "effective: 2026-06-02");
  EXPECT_TRUE(publish_policy(later).failed_with("invalid_value"));
  clock.set(*base::LocalDate::parse("2026-06-02"));
  EXPECT_TRUE(publish_policy(later).permitted());
}

TEST_F(OfficeTest, the_policy_in_force_is_not_published_again_and_an_old_one_can_come_back) {
  EXPECT_EQ(publish_policy(fixture_policy).text("/outcome"), "unchanged");
  EXPECT_TRUE(publish_policy(amended()).permitted());
  clock.advance(std::chrono::hours(1));
  EXPECT_TRUE(publish_policy(fixture_policy).permitted());
  EXPECT_EQ(in_force().version(), "2026-04-01");
  EXPECT_EQ((*reg.office.current())->published(crypto::public_digest(fixture_policy))->published,
            *base::Instant::parse("2026-06-01T03:00:00Z"));
}

TEST_F(OfficeTest, only_who_may_publish_publishes) {
  const std::string key = add_caller("reader", {policy::Operation::administer});
  const base::PublicDigest before = in_force().digest();
  EXPECT_TRUE(publish_policy(amended(), key).denied_for("caller_lacks_operation"));
  EXPECT_EQ(in_force().digest(), before);
}

TEST_F(OfficeTest, a_new_caller_may_do_what_was_named_and_nothing_else) {
  profile("7");
  const Said said =
      ask("create_caller", R"({"name": "crm", "operations": ["use", "find"], "purposes": ["contract"]})");
  EXPECT_TRUE(said.permitted()) << said.body();
  const std::string key = said.text("/api_key");
  EXPECT_EQ(key.substr(0, 3), "dk_");
  const std::string who = R"({"subject": )" + alias("7") + R"(, "items": ["email"], "purpose": )";
  EXPECT_TRUE(ask("use", who + R"("contract"})", "", key).permitted());
  EXPECT_TRUE(ask("use", who + R"("support"})", "", key).denied_for("caller_lacks_purpose"));
  EXPECT_TRUE(
      ask("erase", R"({"subject": )" + alias("7") + "}", "", key).denied_for("caller_lacks_operation"));
  EXPECT_TRUE(ask("create_caller", R"({"name": "mine", "operations": ["erase"]})", "", key)
                  .denied_for("caller_lacks_operation"));
}

TEST_F(OfficeTest, the_key_stands_nowhere_but_in_the_first_answer) {
  const std::string body = R"({"name": "crm", "operations": ["use"], "all_purposes": true})";
  const std::string key = ask("create_caller", body, "key-1").text("/api_key");
  EXPECT_FALSE(ask("create_caller", body, "key-1").has("/api_key"));
  EXPECT_EQ(ask("list_callers", "{}").body().find(key), std::string::npos);
  const auto snapshot = store_->snapshot(store_->office());
  const auto rows_of = (*snapshot)->scan(store::Space::office, "", "", 1000);
  for (const store::Row& row : *rows_of) EXPECT_EQ(row.value.find(key.substr(3)), std::string::npos);
  for (const ledger::Entry& entry : entries_of(ledger::Operation::caller_create)) {
    EXPECT_EQ(ledger::encode(entry)->find(key.substr(3)), std::string::npos);
  }
}

TEST_F(OfficeTest, refuses_callers_it_cannot_name_or_whose_rights_do_not_exist) {
  EXPECT_TRUE(
      ask("create_caller", R"({"name": "Taro Kaku", "operations": ["use"]})").failed_with("invalid_value"));
  EXPECT_TRUE(
      ask("create_caller", R"({"name": "crm", "operations": ["everything"]})").failed_with("unknown_term"));
  EXPECT_TRUE(ask("create_caller", R"({"name": "crm", "operations": ["use"], "purposes": ["nothing"]})")
                  .failed_with("unknown_term"));
  EXPECT_TRUE(ask("create_caller", R"({"name": "crm", "operations": ["use"]})").permitted());
  EXPECT_TRUE(
      ask("create_caller", R"({"name": "crm", "operations": ["use"]})").failed_with("already_in_use"));
}

TEST_F(OfficeTest, a_revoked_key_opens_nothing_from_the_next_request_on) {
  const Said made =
      ask("create_caller", R"({"name": "crm", "operations": ["use", "administer"], "all_purposes": true})");
  const std::string revoke = R"({"caller": ")" + made.text("/caller") + R"("})";
  const Said said = ask("revoke_caller", revoke);
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/name"), "crm");
  EXPECT_TRUE(ask("list_callers", "{}", "", made.text("/api_key")).failed_with("unauthenticated"));
  EXPECT_EQ(ask("revoke_caller", revoke).text("/outcome"), "unchanged");
  EXPECT_EQ(ask("revoke_caller", R"({"caller": ")" + base::CallerId::random(randomness).text() + R"("})")
                .text("/outcome"),
            "not_found");
  EXPECT_TRUE(ask("create_caller", R"({"name": "crm", "operations": ["use"]})").permitted())
      << "the name is free again";
}

TEST_F(OfficeTest, the_last_who_may_administer_stays) {
  const std::string revoke = R"({"caller": ")" + caller_with(api_key).id.text() + R"("})";
  EXPECT_TRUE(ask("revoke_caller", revoke).failed_with("conflict"));
  EXPECT_TRUE(ask("create_caller", R"({"name": "officer", "operations": ["administer"]})").permitted());
  EXPECT_TRUE(ask("revoke_caller", revoke).permitted());
}

TEST_F(OfficeTest, callers_are_listed_with_what_they_may) {
  const Said made =
      ask("create_caller",
          R"({"name": "crm", "operations": ["use", "find"], "purposes": ["contract", "support"]})");
  ask("revoke_caller", R"({"caller": ")" + made.text("/caller") + R"("})");
  const Said said = ask("list_callers", "{}");
  ASSERT_EQ(said.size("/callers"), 2u);
  const std::string crm = said.text("/callers/0/name") == "crm" ? "/callers/0" : "/callers/1";
  EXPECT_EQ(said.text(crm + "/operations/0"), "use");
  EXPECT_EQ(said.size(crm + "/purposes"), 2u);
  EXPECT_TRUE(said.has(crm + "/revoked_at"));
}

// What `daicho init` does.
class FoundingTest : public ::testing::Test {
 protected:
  base::Result<FoundingOutcome> found_with(std::string_view yaml) {
    return found(store_,
                 {passphrase_,
                  {.passes = 1, .memory_kibibytes = 8, .lanes = 1},
                  yaml,
                  *base::Term::declared("officer")},
                 law_, clock_.now(), randomness_);
  }
  const MerkleHasher hasher_{};
  WatchedStore store_{std::make_unique<store::MemoryStore>(4, hasher_)};
  SetClock clock_{*base::Instant::parse("2026-06-01T03:00:00Z")};
  SeededRandomness randomness_;
  const LawInForce law_ = LawInForce::of(fixture_law(), crypto::public_digest("the law of the tests"));
  const crypto::SecretBytes passphrase_ = crypto::SecretBytes::copy_of("a passphrase of the tests");
};

TEST_F(FoundingTest, makes_a_register_whose_first_caller_may_do_everything) {
  auto outcome = found_with(fixture_policy);
  ASSERT_TRUE(outcome.has_value()) << outcome.error().text();
  const Founded& founded = std::get<Founded>(*outcome);
  const Register reg(store_, founded.keys, clock_, randomness_, law_);
  const Line line_of(reg, [](std::function<void()> work) { work(); });
  std::optional<Answer> answer;
  line_of.run({.operation = "list_callers", .body = "{}", .api_key = founded.api_key, .idempotency_key = {}},
              [&](Answer given) { answer = std::move(given); });
  const Said said(std::move(*answer));
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.text("/callers/0/name"), "officer");
  EXPECT_EQ(said.size("/callers/0/operations"), policy::all_operations.size());
  const auto entries = reg.ledger.entries({4}, 0, 10);
  ASSERT_EQ(entries->size(), 4u);
  EXPECT_EQ((*entries)[0].entry.operation, ledger::Operation::init);
  EXPECT_EQ((*entries)[1].entry.operation, ledger::Operation::policy_publish);
  EXPECT_EQ((*entries)[2].entry.operation, ledger::Operation::caller_create);
}

TEST_F(FoundingTest, a_policy_with_errors_leaves_the_store_empty) {
  auto outcome = found_with("daicho: 1\n");
  ASSERT_TRUE(outcome.has_value());
  EXPECT_TRUE(policy::has_errors(std::get<policy::Findings>(*outcome)));
  EXPECT_EQ(vault::KeyBook::open(store_, passphrase_).error().code(), base::ErrorCode::not_found);
}

TEST_F(FoundingTest, a_register_is_founded_once) {
  EXPECT_TRUE(found_with(fixture_policy).has_value());
  EXPECT_EQ(found_with(fixture_policy).error().code(), base::ErrorCode::file_exists);
}

TEST_F(FoundingTest, one_that_was_cut_off_after_the_keys_is_gone_on_with) {
  store_.die_at(1, false);
  EXPECT_FALSE(found_with(fixture_policy).has_value());
  store_.revive();
  EXPECT_TRUE(std::holds_alternative<Founded>(*found_with(fixture_policy)));
}

}  // namespace
}  // namespace daicho::service
