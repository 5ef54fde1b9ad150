// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "service/erasing_fixture.h"

namespace daicho::service {
namespace {

class RetentionTest : public ErasingFixture {
 protected:
  void set_day(std::string_view day) { clock.set(*base::LocalDate::parse(day)); }
  // Today, as the officer states it.
  std::string today() const { return R"({"today":")" + base::LocalDate::on(clock.now()).text() + R"("})"; }
  Said run() {
    Said said = ask("retention_run", today());
    EXPECT_TRUE(said.permitted()) << said.body();
    return said;
  }
  Said web(std::string_view number) {
    return take_in(number, "web_access", R"({"email": "canary@example.jp"})", "support");
  }
  // The entries about records that runs erased.
  std::vector<ledger::Entry> erased() { return entries_of(ledger::Operation::erase_record); }
};

TEST_F(RetentionTest, the_plan_counts_what_would_go_and_changes_nothing) {
  const auto subject = subject_of(web("7"));
  contract("7");
  set_day("2028-06-02");
  const std::size_t before = all_entries().size();
  const Said said = ask("retention_plan", "{}");
  EXPECT_TRUE(said.permitted()) << said.body();
  EXPECT_EQ(said.count("/items"), 3u);
  EXPECT_EQ(said.count("/whole_records"), 1u);
  EXPECT_EQ(said.count("/parts_of_records"), 1u);
  EXPECT_EQ(said.size("/classes"), 2u);
  EXPECT_EQ(said.text("/classes/0/class"), "contract");
  EXPECT_EQ(said.text("/classes/0/kept_by"), "policy");
  EXPECT_EQ(said.text("/classes/0/clause"), "retention");
  EXPECT_EQ(said.count("/classes/0/items"), 2u);
  EXPECT_EQ(said.text("/classes/1/class"), "web");
  EXPECT_EQ(said.size("/examples"), 3u);
  EXPECT_EQ(records(subject), 2u);
  EXPECT_EQ(all_entries().size(), before + 1);
}

TEST_F(RetentionTest, the_plan_may_look_ahead_and_gives_no_more_examples_than_asked_for) {
  web("7");
  contract("7");
  EXPECT_EQ(ask("retention_plan", R"({"until": "2026-06-01"})").count("/items"), 2u);
  EXPECT_EQ(ask("retention_plan", R"({"until": "2030-03-31"})").count("/items"), 3u);
  const Said said = ask("retention_plan", R"({"until": "2030-04-01", "examples": 1})");
  EXPECT_EQ(said.count("/items"), 4u);
  EXPECT_EQ(said.size("/examples"), 1u);
  EXPECT_EQ(said.text("/classes/0/kept_by"), "statute");
  EXPECT_EQ(said.text("/classes/0/article"), "Companies Act 432(2)");
}

// B-107: two years from acquisition, and not one day more.
TEST_F(RetentionTest, a_record_goes_on_its_day_and_not_before) {
  const auto subject = subject_of(web("7"));
  set_day("2028-06-01");
  EXPECT_EQ(run().count("/erased/records"), 0u);
  EXPECT_EQ(records(subject), 1u);
  set_day("2028-06-02");
  const Said said = run();
  EXPECT_EQ(said.count("/erased/records"), 1u);
  EXPECT_EQ(said.text("/erased/classes/0/class"), "web");
  EXPECT_EQ(said.text("/bytes_gone_by"), "2028-06-03T03:00:00Z");
  EXPECT_EQ(records(subject), 0u);
  EXPECT_EQ(found_by_email("canary@example.jp"), 0u);
  EXPECT_EQ(remove_all().purges, 1u) << "the bytes go behind it";
}

// B-104, B-105: the contract's own items after five years, what accounts need after ten.
TEST_F(RetentionTest, items_of_one_record_go_each_in_its_time) {
  const auto subject = subject_of(contract("7"));
  set_day("2026-06-01");
  EXPECT_EQ(run().count("/erased/items"), 2u);
  EXPECT_EQ(records(subject), 1u);
  const Said left = ask("export_subject", R"({"subject": )" + alias("7") + "}");
  EXPECT_EQ(left.text("/held/0/items/payment_method"), "transfer");
  EXPECT_EQ(left.text("/held/0/erasable_from"), "2030-04-01");
  EXPECT_FALSE(left.has("/held/0/items/contract_number"));
  set_day("2030-04-01");
  const Said said = run();
  EXPECT_EQ(said.count("/erased/records"), 1u);
  EXPECT_EQ(said.count("/erased/persons"), 1u);
  const auto entries = erased();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].items.size(), 2u);
  EXPECT_EQ(entries[1].items, std::vector{*base::Term::declared("payment_method")});
  EXPECT_EQ(entries[1].reasons[0].citation->text(), "Companies Act 432(2)");
  EXPECT_EQ(entries[1].reasons[0].clause->text(), "retention");
}

TEST_F(RetentionTest, who_has_nothing_left_is_erased) {
  const auto subject = subject_of(web("7"));
  set_day("2028-06-02");
  EXPECT_EQ(run().count("/erased/persons"), 1u);
  EXPECT_FALSE(has_key(subject));
  EXPECT_EQ(state_of(subject).state, vault::SubjectState::erased);
  EXPECT_EQ(remove_all().persons_certified, 1u);
  EXPECT_EQ(ask("certificate", R"({"subject": )" + by_id(subject) + "}").text("/erasure/state"), "certified");
}

TEST_F(RetentionTest, who_has_something_left_is_not_erased) {
  const auto subject = subject_of(web("7"));
  profile("7");
  set_day("2028-06-02");
  const Said said = run();
  EXPECT_EQ(said.count("/erased/records"), 1u);
  EXPECT_EQ(said.count("/erased/persons"), 0u);
  EXPECT_TRUE(has_key(subject));
}

TEST_F(RetentionTest, who_demanded_a_stop_is_remembered_for_it_under_a_new_key) {
  const auto subject = subject_of(web("7"));
  EXPECT_TRUE(ask("stop", R"({"subject": )" + alias("7") + R"(, "stop": "direct_mail"})").permitted());
  const std::string key_before = (*snapshot_of(subject)->get(vault::keyring_row(subject)))->value;
  set_day("2028-06-02");
  const Said said = run();
  EXPECT_EQ(said.count("/erased/persons"), 0u);
  EXPECT_EQ(said.count("/erased/persons_kept_for_their_word"), 1u);
  EXPECT_NE((*snapshot_of(subject)->get(vault::keyring_row(subject)))->value, key_before)
      << "the old key is shredded";
  EXPECT_EQ(subject_of(profile("7")), subject) << "who comes back is known by the same number";
  const std::string who = R"({"subject": )" + alias("7") + R"(, "items": ["email"], "purpose": )";
  EXPECT_TRUE(ask("use", who + R"("contract"})").permitted());
  EXPECT_TRUE(ask("use", who + R"("direct_mail"})").denied_for("stopped"));
}

TEST_F(RetentionTest, an_open_hold_keeps_the_record_and_it_is_dated_again) {
  const Said held = web("7");
  EXPECT_TRUE(ask("hold", R"({"subject": )" + alias("7") +
                              R"(, "hold": "law", "facts": {"article": "x"}, "end": "2028-12-31"})")
                  .permitted());
  set_day("2028-06-02");
  EXPECT_EQ(run().count("/erased/records"), 0u);
  set_day("2029-01-01");
  EXPECT_EQ(run().count("/erased/records"), 1u);
  const auto entries = erased();
  EXPECT_EQ(entries.back().facts.size(), 7u);
  EXPECT_EQ(records(subject_of(held)), 0u);
}

TEST_F(RetentionTest, a_record_whose_end_has_moved_is_dated_again) {
  const auto subject = subject_of(web("7"));
  std::string longer(fixture_policy);
  const std::string_view two_years = "trigger: acquired, period: 2 years";
  longer.replace(longer.find(two_years), two_years.size(), "trigger: acquired, period: 3 years");
  publish(longer);
  set_day("2028-06-02");
  const Said said = run();
  EXPECT_EQ(said.count("/erased/records"), 0u);
  EXPECT_EQ(said.count("/erased/records_dated_again"), 1u);
  EXPECT_EQ(rows(subject, store::Space::due, ""), 1u);
  EXPECT_EQ(run().count("/erased/records_dated_again"), 0u) << "once";
  set_day("2029-06-02");
  EXPECT_EQ(run().count("/erased/records"), 1u);
}

TEST_F(RetentionTest, rows_that_lead_nowhere_or_to_a_record_of_another_day_are_taken_away) {
  const Said held = web("7");
  const auto subject = subject_of(held);
  store::Commit strays{.bucket = store_->bucket_of(subject)};
  for (const base::RecordId& record :
       {base::RecordId::random(randomness), *base::RecordId::parse(held.text("/records/0"))}) {
    strays.puts.push_back({vault::due_row(*base::LocalDate::parse("2026-01-01"), subject,
                                          *base::Term::declared("web_access"), record),
                           ""});
  }
  must_commit(std::move(strays));
  EXPECT_EQ(run().count("/erased/records_dated_again"), 0u);
  EXPECT_EQ(rows(subject, store::Space::due, ""), 1u);
  set_day("2028-06-02");
  EXPECT_EQ(run().count("/erased/records"), 1u) << "on its own day";
}

TEST_F(RetentionTest, the_run_begins_and_ends_in_the_office_with_its_totals) {
  web("7");
  set_day("2028-06-02");
  const Said said = run();
  const auto runs = entries_of(ledger::Operation::retention_run);
  ASSERT_EQ(runs.size(), 3u) << "begin, one step, end";
  const auto office = entries(store_->office());
  EXPECT_EQ(office.size(), 2u);
  const ledger::Fact end("phase", ledger::term("end")), count("records_erased", base::Count(1));
  EXPECT_NE(std::find(office[1].facts.begin(), office[1].facts.end(), end), office[1].facts.end());
  EXPECT_NE(std::find(office[1].facts.begin(), office[1].facts.end(), count), office[1].facts.end());
  EXPECT_EQ(said.text("/ledger_entry"), "0008/0");
}

TEST_F(RetentionTest, a_run_of_so_many_steps_is_gone_on_with_by_the_next) {
  for (int i = 0; i < 20; ++i) web(std::to_string(i));
  set_day("2028-06-02");
  std::uint64_t erased = 0;
  int runs = 0;
  for (bool more = true; more && runs < 100; ++runs) {
    const Said said = ask("retention_run", R"({"steps": 1})");
    EXPECT_TRUE(said.permitted()) << said.body();
    erased += said.count("/erased/records");
    more = said.flag("/more");
    EXPECT_EQ(more, erased < 20) << "it says that there is more exactly while there is";
  }
  EXPECT_EQ(erased, 20u);
  EXPECT_GT(runs, 1);
  EXPECT_EQ(ask("retention_run", R"({"steps": 5})").count("/erased/records"), 0u);
}

TEST_F(RetentionTest, progress_can_be_watched) {
  for (int i = 0; i < 20; ++i) web(std::to_string(i));
  set_day("2028-06-02");
  std::set<std::uint64_t> seen;
  watched().before_commit = [&](const store::Commit&) {
    if (reg.run_progress.seen().running) seen.insert(reg.run_progress.seen().totals.records_erased);
  };
  run();
  EXPECT_GT(seen.size(), 2u);
  const RunProgress::Seen last = reg.run_progress.seen();
  EXPECT_FALSE(last.running);
  EXPECT_EQ(last.buckets_done, bucket_count);
}

TEST_F(RetentionTest, it_costs_what_is_due_and_not_what_is_held) {
  web("due");
  run();
  set_day("2028-06-01");
  for (int i = 0; i < 300; ++i) web(std::to_string(i));
  set_day("2028-06-02");
  watched().rows_scanned = 0;
  EXPECT_EQ(run().count("/erased/records"), 1u);
  EXPECT_LT(watched().rows_scanned, 60u);
}

TEST_F(RetentionTest, a_period_that_a_new_policy_makes_shorter_does_not_wait_for_the_old_day) {
  constexpr std::size_t many = 450;
  std::vector<base::SubjectId> persons;
  for (std::size_t i = 0; i < many; ++i) persons.push_back(subject_of(web(std::to_string(i % 90))));
  profile("0");
  run();
  std::string shorter(fixture_policy);
  const std::string_view two_years = "trigger: acquired, period: 2 years";
  shorter.replace(shorter.find(two_years), two_years.size(), "trigger: acquired, period: 1 years");
  publish(shorter);
  set_day("2027-06-02");
  std::size_t largest = 0;
  watched().before_commit = [&](const store::Commit& commit) {
    largest = std::max(largest, commit.puts.size());
  };
  const Said said = run();
  EXPECT_TRUE(said.flag("/dates_all_again"));
  EXPECT_EQ(said.count("/erased/records_dated_again"), many);
  EXPECT_EQ(said.count("/erased/records"), many);
  EXPECT_LE(largest, 1000u);
  EXPECT_FALSE(run().flag("/dates_all_again")) << "once for each policy";
}

TEST_F(RetentionTest, many_records_of_one_person_are_dated_again_in_steps) {
  constexpr std::size_t many = 450;
  for (std::size_t i = 0; i < many; ++i) web("7");
  run();
  std::string longer(fixture_policy);
  const std::string_view two_years = "trigger: acquired, period: 2 years";
  longer.replace(longer.find(two_years), two_years.size(), "trigger: acquired, period: 3 years");
  publish(longer);
  std::size_t commits = 0;
  watched().before_commit = [&](const store::Commit&) { ++commits; };
  EXPECT_EQ(run().count("/erased/records_dated_again"), many);
  EXPECT_EQ(commits, 5u) << "begin, three steps, end";
  set_day("2029-06-02");
  EXPECT_EQ(ask("retention_plan", "{}").count("/whole_records"), many);
}

TEST_F(RetentionTest, many_records_go_in_small_commits) {
  for (int i = 0; i < 450; ++i) web("7");
  set_day("2028-06-02");
  std::size_t commits = 0;
  watched().before_commit = [&](const store::Commit& commit) {
    ++commits;
    EXPECT_LE(commit.puts.size() + commit.deletes.size(), 1000u);
  };
  EXPECT_EQ(run().count("/erased/records"), 450u);
  EXPECT_EQ(commits, 5u) << "begin, three steps, end";
}

// Cut off at every commit and run again: each record goes once, with one entry.
TEST_F(RetentionTest, may_be_cut_off_anywhere_and_run_again) {
  set_day("2026-06-01");
  base::LocalDate day = base::LocalDate::on(clock.now());
  for (const bool applied : {false, true}) {
    for (std::uint64_t commit = 0;; ++commit) {
      const std::string run_name = (applied ? "a" : "n") + std::to_string(commit);
      std::set<base::RecordId> records_due;
      for (int i = 0; i < 6; ++i) {
        records_due.insert(
            *base::RecordId::parse(web(run_name + "-" + std::to_string(i)).text("/records/0")));
      }
      day = day.plus_years(3);
      clock.set(day);
      watched().die_at(commit, applied);
      const Said cut_off = ask("retention_run", today());
      const bool died = watched().is_dead();
      watched().revive();
      run();
      std::size_t entries_of_these = 0;
      for (const ledger::Entry& entry : erased())
        entries_of_these += records_due.contains(entry.records.front()) ? 1 : 0;
      EXPECT_EQ(entries_of_these, 6u) << run_name;
      EXPECT_EQ(ask("retention_plan", "{}").count("/items"), 0u) << run_name;
      if (!died) break;
    }
  }
}

TEST_F(RetentionTest, a_record_that_arrives_meanwhile_keeps_the_person) {
  const auto subject = subject_of(web("7"));
  set_day("2028-06-02");
  bool arrived = false;
  watched().before_commit = [&](const store::Commit& commit) {
    const bool shreds = std::find(commit.deletes.begin(), commit.deletes.end(),
                                  vault::keyring_row(subject)) != commit.deletes.end();
    if (!shreds || std::exchange(arrived, true)) return;
    web("7");
  };
  const Said said = run();
  EXPECT_TRUE(arrived);
  EXPECT_EQ(said.count("/erased/persons"), 0u);
  EXPECT_TRUE(has_key(subject));
  EXPECT_EQ(records(subject), 1u);
  EXPECT_TRUE(ask("use", R"({"subject": )" + alias("7") + R"(, "purpose": "support", "items": ["email"]})")
                  .permitted());
}

TEST_F(RetentionTest, requests_whose_time_is_over_are_forgotten) {
  const std::string body = R"({"subject": )" + alias("7") +
                           R"(, "record_type": "profile", "channel": "website", "purposes": ["contract"],
                               "source": "s", "items": {"email": "canary@example.jp"}})";
  EXPECT_TRUE(ask("acquire", body, "key-1").permitted());
  clock.advance(std::chrono::hours(24 * 7));
  EXPECT_EQ(run().status(), 200);
  EXPECT_EQ(rows(subject_of(profile("7")), store::Space::work, "request/"), 1u);
  clock.advance(std::chrono::hours(24 * 2));
  run();
  EXPECT_EQ(rows(subject_of(profile("7")), store::Space::work, "request/"), 0u);
}

TEST_F(RetentionTest, a_caller_without_the_scope_runs_and_plans_nothing) {
  const std::string key = add_caller("reader", {policy::Operation::use});
  EXPECT_TRUE(ask("retention_run", "{}", "", key).denied_for("caller_lacks_operation"));
  EXPECT_TRUE(ask("retention_plan", "{}", "", key).denied_for("caller_lacks_operation"));
}

}  // namespace
}  // namespace daicho::service
