// SPDX-License-Identifier: Apache-2.0
#include "service/key_rotation.h"

#include <set>

#include "service/erasing_fixture.h"
#include "service/own_caller.h"
#include "service/register_fixture.h"
#include "service/watched_store.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

crypto::SecretBytes secret(const char* text) {
  return crypto::SecretBytes::copy_of(text);
}

constexpr crypto::PassphraseCost cheap{.passes = 1, .memory_kibibytes = 8, .lanes = 1};
constexpr const char* passphrase = "a passphrase of the tests";

class KeyRotationTest : public RegisterFixture {
 protected:
  KeyRotationTest()
      : RegisterFixture(fixture_policy, [](const store::LedgerHasher& hasher) {
          return std::make_unique<WatchedStore>(std::make_unique<store::MemoryStore>(bucket_count, hasher));
        }) {}
  WatchedStore& watched() { return static_cast<WatchedStore&>(*store_); }

  // Enters persons, and returns their ids.
  std::vector<base::SubjectId> enter(int persons) {
    std::vector<base::SubjectId> ids;
    for (int i = 0; i < persons; ++i) {
      const Said said = acquire("p" + std::to_string(entered_++), "profile", R"("support")",
                                R"("email":"hanako@example.jp")");
      EXPECT_TRUE(said.permitted()) << said.body();
      ids.push_back(*base::SubjectId::parse(said.text("/subject")));
    }
    return ids;
  }

  // The register as it is when it is opened again.
  struct Reopened {
    Reopened(KeyRotationTest& test, const char* with)
        : keys(*vault::KeyBook::open(*test.store_, secret(with))),
          reg(*test.store_, keys, test.clock, test.randomness, test.law),
          line(reg, [](std::function<void()> work) { work(); }) {}
    Answer ask(std::string operation, std::string body, const std::string& api_key) {
      Answer given;
      line.run({.operation = std::move(operation), .body = std::move(body), .api_key = api_key},
               [&given](Answer answer) { given = std::move(answer); });
      return given;
    }
    const vault::KeyBook keys;
    const Register reg;
    const Line line;
  };
  bool is_readable(Reopened& reopened, const base::SubjectId& person) {
    const Said said(reopened.ask(
        "use", R"({"subject":{"id":")" + person.text() + R"("},"purpose":"support","items":["email"]})",
        api_key));
    return said.permitted() && said.text("/read/0/items/email") == "hanako@example.jp";
  }

  // Under which versions the persons' keys are.
  std::set<std::uint32_t> versions() {
    std::set<std::uint32_t> found;
    for (std::uint32_t bucket = 0; bucket < bucket_count; ++bucket) {
      const auto snapshot = *store_->snapshot({bucket});
      const auto rows = *snapshot->scan(store::Space::keyring, "", "", 10'000);
      for (const store::Row& row : rows) found.insert(crypto::wrapped_under(row.value)->number);
    }
    return found;
  }
  std::optional<store::Row> key_row(const base::SubjectId& person) {
    return *(*store_->snapshot(store_->bucket_of(person)))->get(vault::keyring_row(person));
  }
  static RewrapProgress finish(Rewrap& rewrap, std::size_t keys_a_step = 7) {
    RewrapProgress sum;
    while (!rewrap.is_done()) {
      const auto step = rewrap.step(keys_a_step);
      EXPECT_TRUE(step.has_value());
      if (!step) break;
      sum.keys_rewrapped += step->keys_rewrapped;
      sum.keys_unreadable += step->keys_unreadable;
      sum.versions_destroyed += step->versions_destroyed;
    }
    return sum;
  }
  std::uint32_t rotate() { return *rotate_key(*store_, secret(passphrase), clock.now(), randomness); }
  // What the ledger says was done to the keys.
  std::vector<std::string> steps() {
    std::vector<std::string> found;
    for (const ledger::Entry& entry : entries(store_->office())) {
      if (entry.operation != ledger::Operation::key_rotate) continue;
      for (const ledger::Fact& fact : entry.facts) {
        if (fact.name.text() == "step") found.push_back(std::get<base::Term>(fact.value).text());
      }
    }
    return found;
  }

  int entered_ = 0;
};

TEST_F(KeyRotationTest, all_keys_are_wrapped_anew_and_the_old_version_is_destroyed) {
  const auto persons = enter(40);
  EXPECT_EQ(rotate(), 2u);
  Reopened reopened(*this, passphrase);
  Rewrap rewrap(reopened.reg);
  const RewrapProgress done = finish(rewrap);
  EXPECT_EQ(done.keys_rewrapped, 40u);
  EXPECT_EQ(done.versions_destroyed, 1u);
  EXPECT_EQ(versions(), std::set<std::uint32_t>{2});
  Reopened again(*this, passphrase);
  EXPECT_FALSE(again.keys.has_old_versions());
  for (const auto& person : persons) EXPECT_TRUE(is_readable(again, person));
  EXPECT_EQ(steps(), (std::vector<std::string>{"new_version", "old_versions_destroyed"}));
  EXPECT_TRUE((*(*store_->snapshot({0}))->get(purge_row())).has_value()) << "the bytes are to go as well";
}

TEST_F(KeyRotationTest, several_versions_are_gone_after_one_pass) {
  const auto persons = enter(5);
  rotate();
  EXPECT_EQ(rotate(), 3u);
  Reopened reopened(*this, passphrase);
  Rewrap rewrap(reopened.reg);
  EXPECT_EQ(finish(rewrap).versions_destroyed, 2u);
  EXPECT_EQ(versions(), std::set<std::uint32_t>{3});
}

TEST_F(KeyRotationTest, an_old_key_encryption_key_opens_nothing_after_it) {
  const auto persons = enter(3);
  rotate();
  Reopened reopened(*this, passphrase);
  Rewrap rewrap(reopened.reg);
  finish(rewrap);
  const crypto::KeyEncryptionKey& stolen = keys.current();
  for (const auto& person : persons) EXPECT_FALSE(stolen.unwrap(key_row(person)->value, person).has_value());
}

TEST_F(KeyRotationTest, without_a_rotation_there_is_nothing_to_do) {
  enter(3);
  Rewrap rewrap(reg);
  EXPECT_TRUE(rewrap.is_done());
}

TEST_F(KeyRotationTest, an_erasure_that_comes_between_wins_and_no_key_comes_back) {
  const auto persons = enter(20);
  rotate();
  Reopened reopened(*this, passphrase);
  Rewrap rewrap(reopened.reg);
  // Whenever keys are about to be put, one of their persons is erased first.
  std::vector<base::SubjectId> erased;
  watched().before_commit = [&](const store::Commit& commit) {
    if (commit.puts.empty() || commit.puts.front().key.space != store::Space::keyring) return;
    if (commit.bucket == store_->office() || erased.size() >= 6) return;
    const auto victim = *base::SubjectId::from_bytes(commit.puts.back().key.bytes);
    erased.push_back(victim);
    reopened.ask("erase", R"({"subject":{"id":")" + victim.text() + R"("}})", api_key);
  };
  const RewrapProgress done = finish(rewrap);
  watched().before_commit = nullptr;
  ASSERT_EQ(erased.size(), 6u);
  EXPECT_EQ(done.keys_rewrapped, 14u);
  EXPECT_EQ(done.versions_destroyed, 1u);
  for (const auto& person : erased) EXPECT_FALSE(key_row(person).has_value());
  EXPECT_EQ(versions(), std::set<std::uint32_t>{2});
}

TEST_F(KeyRotationTest, a_death_at_any_commit_loses_nothing_and_the_next_start_goes_on) {
  const auto persons = enter(12);
  for (int round = 0; round < 24; ++round) {
    const bool applied = round % 2 == 1;
    rotate();
    {
      Reopened dying(*this, passphrase);
      Rewrap rewrap(dying.reg);
      watched().die_at(static_cast<std::uint64_t>(round / 2), applied);
      while (!rewrap.is_done() && rewrap.step(3)) continue;
      watched().revive();
    }
    Reopened next(*this, passphrase);
    Rewrap rewrap(next.reg);
    finish(rewrap);
    Reopened last(*this, passphrase);
    EXPECT_FALSE(last.keys.has_old_versions()) << round;
    for (const auto& person : persons) EXPECT_TRUE(is_readable(last, person)) << round;
  }
}

TEST_F(KeyRotationTest, a_damaged_key_is_told_and_its_version_stays) {
  const auto persons = enter(4);
  store::Row row = *key_row(persons[1]);
  row.value.back() ^= 1;
  store::Commit damage{.bucket = store_->bucket_of(persons[1])};
  damage.puts.push_back({row.key, row.value});
  must_commit(std::move(damage));
  rotate();
  Reopened reopened(*this, passphrase);
  Rewrap rewrap(reopened.reg);
  const RewrapProgress done = finish(rewrap);
  EXPECT_EQ(done.keys_rewrapped, 3u);
  EXPECT_GE(done.keys_unreadable, 1u);
  EXPECT_EQ(done.versions_destroyed, 0u);
  EXPECT_TRUE(Reopened(*this, passphrase).keys.has_old_versions());
}

TEST_F(KeyRotationTest, another_passphrase_opens_the_same_keys_and_the_old_one_nothing) {
  const auto persons = enter(3);
  ASSERT_TRUE(
      change_passphrase(*store_, secret(passphrase), secret("another"), cheap, clock.now(), randomness));
  EXPECT_EQ(vault::KeyBook::open(*store_, secret(passphrase)).error().code(),
            base::ErrorCode::wrong_passphrase);
  Reopened reopened(*this, "another");
  EXPECT_EQ(reopened.keys.operator_id(), keys.operator_id());
  EXPECT_EQ(reopened.keys.signing_key().verify_key(), keys.signing_key().verify_key());
  for (const auto& person : persons) EXPECT_TRUE(is_readable(reopened, person));
  EXPECT_EQ(steps(), std::vector<std::string>{"new_passphrase"});
}

TEST_F(KeyRotationTest, a_wrong_passphrase_changes_nothing) {
  EXPECT_EQ(change_passphrase(*store_, secret("wrong"), secret("another"), cheap, clock.now(), randomness)
                .error()
                .code(),
            base::ErrorCode::wrong_passphrase);
  EXPECT_EQ(rotate_key(*store_, secret("wrong"), clock.now(), randomness).error().code(),
            base::ErrorCode::wrong_passphrase);
  EXPECT_TRUE(vault::KeyBook::open(*store_, secret(passphrase)).has_value());
  EXPECT_TRUE(steps().empty());
}

TEST_F(KeyRotationTest, a_passphrase_is_changed_in_the_midst_of_a_rotation) {
  const auto persons = enter(3);
  rotate();
  ASSERT_TRUE(
      change_passphrase(*store_, secret(passphrase), secret("another"), cheap, clock.now(), randomness));
  Reopened reopened(*this, "another");
  Rewrap rewrap(reopened.reg);
  EXPECT_EQ(finish(rewrap).keys_rewrapped, 3u);
  for (const auto& person : persons) EXPECT_TRUE(is_readable(reopened, person));
}

TEST_F(KeyRotationTest, the_registers_own_caller_runs_retention_and_nothing_else) {
  ASSERT_TRUE(enter_own_caller(reg));
  ASSERT_TRUE(enter_own_caller(reg)) << "again: it is there";
  const std::string own = own_api_key(keys);
  EXPECT_TRUE(ask("retention_run", "{}", "", own).permitted());
  EXPECT_TRUE(ask("find", R"({"purpose":"support","by":{"email":"a@example.jp"}})", "", own)
                  .denied_for("caller_lacks_operation"));
  const std::string id = own_caller_id(keys).text();
  EXPECT_TRUE(ask("revoke_caller", R"({"caller":")" + id + R"("})").permitted());
  EXPECT_TRUE(ask("retention_run", "{}", "", own).failed_with("unauthenticated"));
  ASSERT_TRUE(enter_own_caller(reg)) << "who was revoked stays so";
  EXPECT_TRUE(ask("retention_run", "{}", "", own).failed_with("unauthenticated"));
}

}  // namespace
}  // namespace daicho::service
