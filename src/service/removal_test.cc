// SPDX-License-Identifier: Apache-2.0
#include "service/removal.h"

#include <gtest/gtest.h>

#include "service/attachment_rows.h"
#include "service/erasing_fixture.h"
#include "service/redating.h"

namespace daicho::service {
namespace {

class RemovalTest : public ErasingFixture {
 protected:
  base::SubjectId erased(std::string_view number, int profiles = 3) {
    const auto subject = subject_of(profile(number));
    for (int i = 1; i < profiles; ++i) profile(number);
    EXPECT_TRUE(ask("erase", R"({"subject": )" + alias(number) + "}").permitted());
    return subject;
  }
  Said certificate(const base::SubjectId& subject) {
    return ask("certificate", R"({"subject": )" + by_id(subject) + "}");
  }
  // All that a bucket's rows say of the person beside tombstone and erasure.
  std::uint64_t rows_left(const base::SubjectId& subject) {
    return rows_found(*snapshot_of(subject), {subject})->front();
  }
};

TEST_F(RemovalTest, has_nothing_to_do_where_nobody_was_erased) {
  profile("7");
  const RemovalProgress progress = *Removal(reg).step(100);
  EXPECT_EQ(progress.rows_removed + progress.persons_removed + progress.purges, 0u);
  EXPECT_FALSE(progress.more);
}

TEST_F(RemovalTest, removes_every_row_of_an_erased_person_and_certifies_by_looking) {
  const auto subject = erased("7");
  const auto other = subject_of(profile("8", "other@example.jp"));
  EXPECT_GT(rows_left(subject), 3u);
  const RemovalProgress progress = remove_all();
  EXPECT_EQ(progress.persons_removed, 1u);
  EXPECT_EQ(progress.persons_certified, 1u);
  EXPECT_EQ(watched().purges, 1u);
  EXPECT_EQ(rows_left(subject), 0u);
  EXPECT_EQ(found_by_email("canary@example.jp"), 0u);
  EXPECT_EQ(records(other), 1u);
  EXPECT_EQ(found_by_email("other@example.jp"), 1u);
  const auto certificates = entries_of(ledger::Operation::certify);
  ASSERT_EQ(certificates.size(), 1u);
  EXPECT_EQ(certificates[0].subject, subject);
  EXPECT_EQ(certificates[0].outcome, ledger::Outcome::done);
  EXPECT_EQ(certificates[0].caller, caller_with(api_key).id) << "at whose request it was";
}

TEST_F(RemovalTest, the_certificate_says_when_what_and_by_which_methods) {
  const auto subject = erased("7", 2);
  EXPECT_EQ(certificate(subject).text("/erasure/state"), "pending");
  EXPECT_FALSE(certificate(subject).has("/erasure/rows_found")) << "nobody has looked yet";
  clock.advance(std::chrono::hours(1));
  remove_all();
  const Said said = certificate(subject);
  EXPECT_EQ(said.text("/erasure/state"), "certified");
  EXPECT_EQ(said.text("/erasure/erased_at"), "2026-06-01T03:00:00Z");
  EXPECT_EQ(said.text("/erasure/certified_at"), "2026-06-01T04:00:00Z");
  EXPECT_EQ(said.count("/erasure/records_removed"), 2u);
  EXPECT_EQ(said.count("/erasure/rows_found"), 0u);
  EXPECT_GT(said.count("/erasure/index_entries_removed"), 2u);
  EXPECT_EQ(said.text("/erasure/methods/0"), "complete_deletion");
  const auto place = [&](const char* pointer) { return *read_ledger_place(said.text(pointer)); };
  const LedgerPlace by = place("/erasure/erased_by_entry"), with = place("/erasure/certified_by_entry");
  EXPECT_EQ(entries(by.bucket)[by.sequence].operation, ledger::Operation::erase_subject);
  EXPECT_EQ(entries(with.bucket)[with.sequence].operation, ledger::Operation::certify);
  EXPECT_EQ(certificate(base::SubjectId::random(randomness)).text("/outcome"), "not_found");
}

TEST_F(RemovalTest, replaced_revisions_go_with_the_record) {
  const Said held = profile("7");
  EXPECT_TRUE(ask("correct", R"({"subject": )" + alias("7") + R"(, "record": ")" + held.text("/records/0") +
                                 R"(", "items": {"email": "new@example.jp"}})")
                  .permitted());
  EXPECT_TRUE(ask("erase", R"({"subject": )" + alias("7") + "}").permitted());
  remove_all();
  EXPECT_EQ(rows_left(subject_of(held)), 0u);
}

TEST_F(RemovalTest, goes_in_small_steps_by_a_new_removal_each_time) {
  const auto subject = erased("7", 5);
  int steps = 0;
  for (bool more = true; more; ++steps) more = Removal(reg).step(1)->more;
  EXPECT_GT(steps, 5);
  EXPECT_EQ(erasure_of(subject).state, ErasureState::certified);
  EXPECT_EQ(erasure_of(subject).records_removed, 5u);
  EXPECT_EQ(entries_of(ledger::Operation::certify).size(), 1u);
}

// Killed at every commit, with that commit durable or not, and run again: the end is the same.
TEST_F(RemovalTest, may_be_killed_anywhere_and_run_again) {
  for (const bool applied : {false, true}) {
    for (std::uint64_t commit = 0;; ++commit) {
      const std::string number = (applied ? "a" : "n") + std::to_string(commit);
      const auto subject = erased(number, 4);
      watched().die_at(commit, applied);
      const auto killed = Removal(reg).step(2);
      bool died = watched().is_dead();
      if (killed && killed->more) {
        while (!watched().is_dead()) {
          const auto next = Removal(reg).step(2);
          if (next && !next->more) break;
        }
        died = watched().is_dead();
      }
      watched().revive();
      remove_all();
      EXPECT_EQ(erasure_of(subject).state, ErasureState::certified) << number;
      EXPECT_EQ(erasure_of(subject).records_removed, 4u) << number;
      EXPECT_EQ(rows_left(subject), 0u) << number;
      std::size_t certificates = 0;
      for (const ledger::Entry& entry : entries_of(ledger::Operation::certify))
        certificates += entry.subject == subject ? 1 : 0;
      EXPECT_EQ(certificates, 1u) << number;
      if (!died) break;
    }
  }
}

TEST_F(RemovalTest, a_row_that_is_found_after_all_makes_no_certificate_and_is_removed) {
  const auto subject = erased("7");
  bool left_behind = false;
  watched().at_purge = [&] {
    if (std::exchange(left_behind, true)) return;
    store::Commit stray{.bucket = store_->bucket_of(subject)};
    stray.puts.push_back({redating_row(subject), "x"});
    must_commit(std::move(stray));
  };
  const RemovalProgress first = *Removal(reg).step(1000);
  EXPECT_EQ(first.persons_not_clean, 1u);
  EXPECT_EQ(first.persons_certified, 0u);
  EXPECT_EQ(entries_of(ledger::Operation::certify).front().outcome, ledger::Outcome::failed);
  EXPECT_EQ(erasure_of(subject).rows_found, 1u);
  EXPECT_EQ(remove_all().persons_certified, 1u);
  EXPECT_EQ(erasure_of(subject).rows_found, 0u);
}

TEST_F(RemovalTest, looks_in_every_space_for_itself) {
  const auto subject = erased("7");
  remove_all();
  const auto record = base::RecordId::random(randomness);
  const base::Term type = *base::Term::declared("profile");
  const auto file = base::AttachmentId::random(randomness);
  const Upload upload{.caller = caller_with(api_key).id,
                      .request = base::RequestId::random(randomness),
                      .subject = subject,
                      .record = record,
                      .record_type = type,
                      .item = type};
  const std::pair<store::Key, std::string> strays[] = {
      {vault::keyring_row(subject), "k"},
      {vault::record_row(subject, type, record), "r"},
      {vault::history_row(subject, record, 1), "h"},
      {vault::due_row(base::LocalDate::on(clock.now()), subject, type, record), ""},
      {vault::attachment_row(subject, file, 1), "a"},
      {arrival_row(subject), ""},
      {redating_row(subject), "d"},
      {upload_row(base::LocalDate::on(clock.now()), file), encode(upload)},
  };
  for (const auto& [key, value] : strays) {
    store::Commit put{.bucket = store_->bucket_of(subject)}, take{.bucket = store_->bucket_of(subject)};
    put.puts.push_back({key, value});
    take.deletes.push_back(key);
    EXPECT_EQ(rows_left(subject), 0u);
    must_commit(std::move(put));
    EXPECT_EQ(rows_left(subject), 1u) << public_name(key.space).text() << " " << value;
    must_commit(std::move(take));
  }
}

TEST_F(RemovalTest, one_purge_serves_all_who_waited_and_none_before_the_wait_is_over) {
  constexpr std::chrono::hours wait{2};
  erased("7");
  EXPECT_EQ(remove_all(wait).purges, 0u);
  clock.advance(std::chrono::hours(1));
  erased("8");
  EXPECT_EQ(remove_all(wait).purges, 0u);
  clock.advance(std::chrono::hours(1));
  const RemovalProgress progress = remove_all(wait);
  EXPECT_EQ(progress.purges, 1u);
  EXPECT_EQ(progress.persons_certified, 2u);
  EXPECT_EQ(remove_all(wait).purges, 0u);
}

TEST_F(RemovalTest, the_bytes_of_an_erased_record_are_purged_too) {
  const Said held = profile("7");
  EXPECT_TRUE(
      ask("erase", R"({"subject": )" + alias("7") + R"(, "record": ")" + held.text("/records/0") + R"("})")
          .permitted());
  EXPECT_EQ(remove_all().purges, 1u);
  EXPECT_EQ(remove_all().purges, 0u);
  EXPECT_EQ(entries_of(ledger::Operation::purge).size(), 1u);
}

TEST_F(RemovalTest, what_is_erased_while_a_purge_runs_waits_for_the_next) {
  const Said held = profile("7"), also_held = profile("7");
  const auto erase = [&](const Said& record) {
    EXPECT_TRUE(ask("erase",
                    R"({"subject": )" + alias("7") + R"(, "record": ")" + record.text("/records/0") + R"("})")
                    .permitted());
  };
  erase(held);
  bool erased_meanwhile = false;
  watched().at_purge = [&] {
    if (!std::exchange(erased_meanwhile, true)) erase(also_held);
  };
  EXPECT_EQ(Removal(reg).step(1000)->purges, 1u);
  EXPECT_EQ(Removal(reg).step(1000)->purges, 1u);
  EXPECT_EQ(Removal(reg).step(1000)->purges, 0u);
}

TEST_F(RemovalTest, a_certificate_is_not_shown_to_who_may_not_see_states) {
  const auto subject = erased("7");
  const std::string key = add_caller("reader", {policy::Operation::use});
  EXPECT_TRUE(ask("certificate", R"({"subject": )" + by_id(subject) + "}", "", key)
                  .denied_for("caller_lacks_operation"));
}

}  // namespace
}  // namespace daicho::service
