// SPDX-License-Identifier: Apache-2.0
#include "service/line.h"

#include <gtest/gtest.h>

#include "service/register_fixture.h"

namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using policy::Operation;

constexpr std::string_view hanako_items = R"("name_kanji":"架空 花子","email":"hanako@example.jp")";
constexpr std::string_view read_email =
    R"({"subject":{"alias":"C-1"},"purpose":"support","items":["email"]})";

class LineTest : public HookedFixture {
 protected:
  Said enter_hanako(std::string idempotency_key = {}) {
    return acquire("C-1", "profile", R"("support")", hanako_items, "", std::move(idempotency_key));
  }
  // How many entries of that operation are in the ledger.
  std::size_t recorded(ledger::Operation operation) {
    std::size_t count = 0;
    for (const ledger::Entry& entry : all_entries()) count += entry.operation == operation;
    return count;
  }
  static store::CommitOutcome conflict() { return store::Conflict{}; }
  static store::CommitOutcome unknown() {
    return store::Unknown{Error(ErrorCode::outcome_unknown, "the connection broke")};
  }
  static store::CommitOutcome refused() {
    return store::NotApplied{Error(ErrorCode::storage_full, "the disk is full")};
  }
};

TEST_F(LineTest, refuses_who_has_no_valid_key) {
  EXPECT_TRUE(ask("use", std::string(read_email), "", "").failed_with("unauthenticated"));
  EXPECT_TRUE(ask("use", std::string(read_email), "", "dk_unknown").failed_with("unauthenticated"));
  const std::string key = add_caller("crm", {Operation::use});
  Caller caller = caller_with(key);
  caller.revoked = clock.now();
  put_caller(caller);
  EXPECT_TRUE(ask("use", std::string(read_email), "", key).failed_with("unauthenticated"));
}

TEST_F(LineTest, says_what_is_wrong_with_a_request_and_records_nothing) {
  const struct {
    const char* operation;
    const char* body;
    const char* code;
  } rows[] = {
      {"fly", "{}", "not_found"},
      {"use", "{", "invalid_json"},
      {"use", "[]", "invalid_json"},
      {"use", R"({"purpose":"support"})", "missing_field"},
      {"use", R"({"subject":{"alias":"C-1"},"purpose":"support","items":["email"],"colour":"red"})",
       "unknown_field"},
      {"use", R"({"subject":{"alias":"C-1"},"purpose":"support","purpose":"support","items":["email"]})",
       "duplicate_field"},
      {"use", R"({"subject":{"alias":"C-1"},"purpose":"gossip","items":["email"]})", "unknown_term"},
      {"use", R"({"subject":{"alias":"C-1"},"purpose":"support","items":["shoe_size"]})", "unknown_term"},
      {"use", R"({"subject":{"alias":7},"purpose":"support","items":["email"]})", "invalid_value"},
  };
  for (const auto& row : rows) EXPECT_TRUE(ask(row.operation, row.body).failed_with(row.code)) << row.body;
  EXPECT_TRUE(all_entries().empty());
}

TEST_F(LineTest, denies_what_the_caller_may_not_do_and_records_it) {
  enter_hanako();
  const std::string reader = add_caller("reader", {Operation::use}, false, {"support"});
  EXPECT_TRUE(ask("use", std::string(read_email), "", reader).permitted());
  EXPECT_TRUE(ask("use", R"({"subject":{"alias":"C-1"},"purpose":"contract","items":["email"]})", "", reader)
                  .denied_for("caller_lacks_purpose"));
  EXPECT_TRUE(ask("stop", R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})", "", reader)
                  .denied_for("caller_lacks_operation"));
  EXPECT_EQ(recorded(ledger::Operation::stop), 1u);
  EXPECT_EQ(ask("state", R"({"subject":{"alias":"C-1"}})").size("/stops"), 0u);
}

TEST_F(LineTest, a_denial_quotes_the_published_clause) {
  const Said said = ask("use", std::string(read_email));
  EXPECT_TRUE(said.denied_for("subject_unknown"));
  enter_hanako();
  const Said direct_mail =
      ask("use", R"({"subject":{"alias":"C-1"},"purpose":"direct_mail","items":["email"]})");
  EXPECT_TRUE(direct_mail.denied_for("not_acquired_for_purpose"));
  EXPECT_EQ(direct_mail.text("/reasons/0/clause"), "purposes");
  EXPECT_EQ(direct_mail.text("/reasons/0/clause_text"), "We use it for these purposes only.");
}

TEST_F(LineTest, a_request_sent_again_has_its_effect_once) {
  const Said first = enter_hanako("order-1");
  clock.advance(std::chrono::hours(1));
  const Said again = enter_hanako("order-1");
  EXPECT_TRUE(first.permitted());
  EXPECT_TRUE(again.permitted());
  EXPECT_FALSE(first.has("/repeated"));
  EXPECT_TRUE(again.flag("/repeated"));
  EXPECT_EQ(again.text("/records/0"), first.text("/records/0"));
  EXPECT_EQ(again.text("/ledger_entry"), first.text("/ledger_entry"));
  EXPECT_EQ(again.text("/at"), first.text("/at"));
  EXPECT_EQ(recorded(ledger::Operation::acquire), 1u);
}

TEST_F(LineTest, a_denial_sent_again_is_the_same_denial_and_recorded_once) {
  const std::string body = R"({"subject":{"alias":"C-9"},"stop":"direct_mail"})";
  const Said first = ask("stop", body, "key-1");
  const Said again = ask("stop", body, "key-1");
  EXPECT_TRUE(first.denied_for("subject_unknown"));
  EXPECT_TRUE(again.denied_for("subject_unknown"));
  EXPECT_EQ(again.text("/reasons/0/sentence"), first.text("/reasons/0/sentence"));
  EXPECT_TRUE(again.flag("/repeated"));
  EXPECT_EQ(recorded(ledger::Operation::stop), 1u);
}

TEST_F(LineTest, refuses_a_key_that_came_with_another_request) {
  enter_hanako("order-1");
  EXPECT_TRUE(acquire("C-2", "profile", R"("support")", hanako_items, "", "order-1")
                  .failed_with("idempotency_key_reused"));
  EXPECT_TRUE(ask("stop", R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})", "order-1")
                  .failed_with("idempotency_key_reused"));
  EXPECT_TRUE(enter_hanako("a key with spaces").failed_with("invalid_value"));
  EXPECT_TRUE(enter_hanako(std::string(129, 'k')).failed_with("invalid_value"));
  EXPECT_EQ(recorded(ledger::Operation::acquire), 1u);
}

TEST_F(LineTest, the_same_key_of_another_caller_is_another_request) {
  enter_hanako("order-1");
  const std::string other = add_caller("other", all_operations());
  EXPECT_FALSE(
      ask("stop", R"({"subject":{"alias":"C-1"},"stop":"direct_mail"})", "order-1", other).has("/repeated"));
}

TEST_F(LineTest, a_read_is_in_the_ledger_each_time) {
  enter_hanako();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask("use", std::string(read_email), "one-key").permitted());
  EXPECT_EQ(recorded(ledger::Operation::use), 3u);
}

TEST_F(LineTest, tries_again_after_a_conflict) {
  enter_hanako();
  hooks().before = answer_first(15, conflict);
  const Said said = ask("use", std::string(read_email));
  EXPECT_TRUE(said.permitted());
  EXPECT_EQ(said.size("/read"), 1u) << "what an attempt wrote that came to nothing is written again";
  EXPECT_EQ(recorded(ledger::Operation::use), 1u);
}

TEST_F(LineTest, tells_the_caller_when_conflicts_do_not_end) {
  enter_hanako();
  hooks().before = answer_first(1000, conflict);
  const Said said = ask("use", std::string(read_email));
  EXPECT_TRUE(said.failed_with("conflict"));
  EXPECT_EQ(said.body().find("hanako@example.jp"), std::string::npos);
}

TEST_F(LineTest, nothing_leaves_when_the_reason_is_not_in_the_ledger) {
  enter_hanako();
  for (const auto& outcome : {refused, unknown}) {
    hooks().before = answer_first(1, outcome);
    const Said said = ask("use", std::string(read_email));
    EXPECT_GE(said.status(), 500);
    EXPECT_EQ(said.body().find("hanako@example.jp"), std::string::npos);
  }
  EXPECT_EQ(recorded(ledger::Operation::use), 0u);
}

TEST_F(LineTest, an_unknown_outcome_that_was_committed_is_answered_as_committed) {
  hooks().after = [](store::CommitOutcome) { return unknown(); };
  const Said first = enter_hanako("order-1");
  EXPECT_TRUE(first.permitted());
  EXPECT_FALSE(first.has("/repeated"));
  clock.advance(std::chrono::seconds(1));
  const Said again = enter_hanako("order-1");
  EXPECT_EQ(again.text("/at"), first.text("/at")) << "the entry of the first sending is shown";
  EXPECT_TRUE(again.flag("/repeated"));
  hooks().after = nullptr;
  EXPECT_EQ(recorded(ledger::Operation::acquire), 1u);
}

TEST_F(LineTest, an_unknown_outcome_that_was_not_committed_is_unknown_and_may_be_sent_again) {
  hooks().before = answer_first(1, unknown);
  EXPECT_TRUE(enter_hanako("order-1").failed_with("outcome_unknown"));
  EXPECT_EQ(recorded(ledger::Operation::acquire), 0u);
  EXPECT_TRUE(enter_hanako("order-1").permitted());
  EXPECT_EQ(recorded(ledger::Operation::acquire), 1u);
}

TEST_F(LineTest, a_policy_that_comes_into_force_meanwhile_decides) {
  // The same policy with the items in another order: places of names mean something else under it.
  std::string other(fixture_policy);
  const std::string moved = "      - {item: email, label: {ja: 電子メール, en: E-mail}, value: email}\n";
  other.erase(other.find(moved), moved.size());
  other.insert(other.find("      - {item: name_kanji"), moved);
  hooks().before = [&](const store::Commit&) -> std::optional<store::CommitOutcome> {
    hooks().before = answer_first(0, conflict);
    publish(other);
    return std::nullopt;
  };
  const Said acquired = enter_hanako();
  ASSERT_TRUE(acquired.permitted());
  EXPECT_EQ(entries(store::Bucket{bucket_count}).size(), 0u);
  EXPECT_EQ(all_entries().front().policy, crypto::public_digest(other));
  EXPECT_EQ(ask("use", std::string(read_email)).text("/read/0/items/email"), "hanako@example.jp");
}

TEST_F(LineTest, a_caller_who_is_revoked_meanwhile_gets_nothing) {
  enter_hanako();
  const std::string key = add_caller("crm", {Operation::use});
  hooks().before = [&](const store::Commit&) -> std::optional<store::CommitOutcome> {
    hooks().before = answer_first(0, conflict);
    Caller caller = caller_with(key);
    caller.revoked = clock.now();
    put_caller(caller);
    return std::nullopt;
  };
  EXPECT_TRUE(ask("use", std::string(read_email), "", key).failed_with("unauthenticated"));
  EXPECT_EQ(recorded(ledger::Operation::use), 0u);
}

// A request of several steps: two people found, each a step of its own.
class LineOfStepsTest : public LineTest {
 protected:
  LineOfStepsTest() {
    for (const char* alias : {"C-1", "C-2"})
      acquire(alias, "profile", R"("support")", R"("postal_code":"100-0000")");
  }
  // Does `what` between the two steps.
  void meanwhile(std::function<void()> what) {
    hooks().before = [this, what,
                      commits = 0](const store::Commit&) mutable -> std::optional<store::CommitOutcome> {
      if (++commits == 2) {
        hooks().before = answer_first(0, conflict);
        what();
      }
      return std::nullopt;
    };
  }
  Said find(const std::string& key_of_caller) {
    return ask("find", R"({"by":{"postal_code":"100-0000"},"purpose":"support"})", "", key_of_caller);
  }
};

TEST_F(LineOfStepsTest, answers_what_all_steps_wrote) {
  EXPECT_EQ(find(api_key).size("/found"), 2u);
  meanwhile([this] { acquire("C-3", "profile", R"("support")", R"("email":"jiro@example.jp")"); });
  EXPECT_EQ(find(api_key).size("/found"), 2u);
}

TEST_F(LineOfStepsTest, a_denial_halfway_is_the_answer_and_nothing_read_before_leaves) {
  const std::string key = add_caller("finder", {Operation::find});
  meanwhile([&] {
    Caller caller = caller_with(key);
    caller.operations = {Operation::use};
    put_caller(caller);
  });
  const Said said = find(key);
  EXPECT_TRUE(said.denied_for("caller_lacks_operation"));
  EXPECT_FALSE(said.has("/found"));
  EXPECT_EQ(said.body().find("sub_"), std::string::npos);
  EXPECT_EQ(recorded(ledger::Operation::find), 2u) << "what was read and what was denied";
}

TEST_F(LineOfStepsTest, does_not_go_on_under_another_policy) {
  meanwhile([this] { publish(std::string(fixture_policy) + "# another\n"); });
  const Said said = find(api_key);
  EXPECT_TRUE(said.failed_with("conflict"));
  EXPECT_EQ(recorded(ledger::Operation::find), 1u);
}

TEST_F(LineTest, everything_it_records_verifies) {
  enter_hanako();
  ask("use", std::string(read_email));
  for (std::uint32_t number = 0; number <= bucket_count; ++number) {
    const store::LedgerHead head = *store_->ledger_head(store::Bucket{number});
    std::vector<ledger::Hash> leaves;
    const auto stored = *store_->ledger_read(store::Bucket{number}, 0, 100);
    for (const auto& entry : stored) leaves.push_back(ledger::leaf_hash(entry.bytes));
    EXPECT_EQ(head.size, leaves.size());
    EXPECT_EQ(ledger::Frontier::read(head.size, head.frontier)->root(), ledger::root_of(leaves));
  }
}

}  // namespace
}  // namespace daicho::service
