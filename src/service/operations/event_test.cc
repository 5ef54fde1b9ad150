// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/redating.h"
#include "service/register_fixture.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

class Event : public HookedFixture {
 protected:
  Said event(const std::string& name, const std::string& on, const std::string& further = "",
             const std::string& key = {}) {
    return ask("event",
               R"({"subject":{"alias":"C-1"},"event":")" + name + R"(","on":")" + on + "\"" + further + "}",
               key);
  }
  Said state(const std::string& further = "") {
    return ask("state", R"({"subject":{"alias":"C-1"})" + further + "}");
  }
  // The days in the index of what is due, in all buckets.
  std::vector<std::string> due_days() {
    std::vector<std::string> days;
    for (std::uint32_t number = 0; number < bucket_count; ++number) {
      const auto snapshot = *store_->snapshot(store::Bucket{number});
      const auto rows = *snapshot->scan(store::Space::due, "", "", 10'000);
      for (const store::Row& row : rows) {
        days.push_back(vault::read_due_row(row.key.bytes)->day.text());
      }
    }
    return days;
  }
};

TEST_F(Event, starts_the_period_that_waits_for_it) {
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")");
  EXPECT_TRUE(due_days().empty());
  const Said said = event("contract_ended", "2026-05-31");
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/event"), "contract_ended");
  EXPECT_EQ(said.text("/on"), "2026-05-31");
  EXPECT_EQ(said.count("/records_dated_again"), 1u);
  EXPECT_EQ(due_days(), std::vector<std::string>{"2031-06-01"});
}

// B-103, B-106: the first inquiry counts, the last contact counts.
TEST_F(Event, of_several_reports_the_one_counts_that_the_policy_names) {
  acquire("C-1", "inquiry", R"("support")", R"("inquiry_text":"届きません")");
  acquire("C-1", "profile", R"("support")", R"("email":"hanako@example.jp")");
  for (const char* day : {"2026-06-01", "2026-06-10", "2026-06-20"}) {
    clock.set(*base::LocalDate::parse(day));
    event("inquiry_received", day);
    event("last_contact", day);
  }
  EXPECT_EQ(due_days().size(), 2u);
  const Said said = state();
  for (const char* held : {"/held/0", "/held/1"}) {
    const bool is_inquiry = said.text(std::string(held) + "/record_type") == "inquiry";
    EXPECT_EQ(said.text(std::string(held) + "/erasable_from"), is_inquiry ? "2029-06-02" : "2029-06-21");
  }
}

TEST_F(Event, of_one_record_moves_that_record_alone) {
  const Said first = acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")");
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-2")");
  EXPECT_EQ(event("contract_ended", "2026-06-01", R"(,"record":")" + first.text("/records/0") + "\"")
                .count("/records_dated_again"),
            1u);
  EXPECT_EQ(due_days().size(), 1u);
  EXPECT_TRUE(state().size("/ended_purposes") == 0) << "the other contract goes on";
  const Said use =
      ask("use", R"({"subject":{"alias":"C-1"},"purpose":"contract","items":["contract_number"]})");
  ASSERT_EQ(use.size("/read"), 1u);
  EXPECT_EQ(use.text("/read/0/items/contract_number"), "K-2");
  EXPECT_TRUE(event("contract_ended", "2026-06-01",
                    R"(,"record":")" + base::RecordId::random(randomness).text() + "\"")
                  .failed_with("not_found"));
}

TEST_F(Event, ends_the_purposes_that_end_with_it) {
  acquire("C-1", "profile", R"("contract")", R"("email":"hanako@example.jp")");
  const std::string use = R"({"subject":{"alias":"C-1"},"purpose":"contract","items":["email"]})";
  EXPECT_TRUE(ask("use", use).permitted());
  event("contract_ended", "2026-06-01");
  EXPECT_TRUE(ask("use", use).denied_for("purpose_ended"));
  EXPECT_EQ(state().text("/ended_purposes/0/purpose"), "contract");
  EXPECT_EQ(state().text("/held/0/kept/0/kept_by"), "purpose_end") << "the class ends with its purposes too";
  EXPECT_EQ(state().text("/held/0/erasable_from"), "2026-06-02");
}

TEST_F(Event, reported_again_is_recorded_and_changes_nothing) {
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")");
  event("contract_ended", "2026-06-01");
  EXPECT_TRUE(event("contract_ended", "2026-06-01").flag("/already"));
  EXPECT_EQ(state().size("/events"), 1u);
}

// What happened before a record came in, and was known then, says nothing of it.
TEST_F(Event, does_not_reach_records_that_come_later) {
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")");
  event("contract_ended", "2026-05-31");
  clock.advance(std::chrono::hours(48));
  EXPECT_FALSE(
      acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-2")").has("/erasable_from"));
  EXPECT_EQ(event("contract_ended", "2026-05-31").count("/records_dated_again"), 1u)
      << "said again, it is meant of this one too";
  EXPECT_EQ(due_days(), (std::vector<std::string>{"2031-06-01", "2031-06-01"}));
}

// B-112: nobody makes a period longer at will.
TEST_F(Event, is_one_that_has_happened_and_that_the_register_does_not_know_itself) {
  const Said entered = acquire("C-1", "profile", R"("support")", R"("email":"hanako@example.jp")");
  EXPECT_TRUE(event("last_contact", "2026-06-02").failed_with("invalid_value"));
  EXPECT_TRUE(event("acquired", "2026-06-01").failed_with("invalid_value"));
  EXPECT_TRUE(event("withdrawn", "2026-06-01").failed_with("invalid_value"));
  EXPECT_TRUE(event("purpose_ended", "2026-06-01").failed_with("invalid_value"));
  EXPECT_TRUE(event("birthday", "2026-06-01").failed_with("unknown_term"));
  EXPECT_TRUE(
      event("purpose_ended", "2026-06-01", R"(,"record":")" + entered.text("/records/0") + "\"").permitted());
  EXPECT_EQ(state().text("/held/0/erasable_from"), "2026-06-02");
}

class EventOfManyRecords : public Event {
 protected:
  static constexpr std::size_t record_count = 2 * Redating::records_max + 50;
  EventOfManyRecords() {
    for (std::size_t i = 0; i < record_count; ++i)
      acquire("C-1", "contract", R"("contract")", R"("contract_number":"K")");
  }
  std::size_t unfinished() {
    std::size_t count = 0;
    for (std::uint32_t number = 0; number < bucket_count; ++number) {
      count += unfinished_redatings(**store_->snapshot(store::Bucket{number}), 10)->size();
    }
    return count;
  }
};

TEST_F(EventOfManyRecords, dates_them_again_step_by_step) {
  const Said said = event("contract_ended", "2026-06-01", "", "key-1");
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.count("/records_dated_again"), Redating::records_max)
      << "of the first step, as a repetition shows it";
  EXPECT_EQ(said.count("/records_dated_again_in_all"), record_count);
  EXPECT_EQ(due_days(), std::vector<std::string>(record_count, "2031-06-02"));
  EXPECT_EQ(unfinished(), 0u);
  std::size_t steps = 0;
  for (const ledger::Entry& entry : all_entries()) steps += entry.operation == ledger::Operation::event;
  EXPECT_EQ(steps, 3u);
  EXPECT_EQ(event("contract_ended", "2026-06-01", "", "key-1").text("/ledger_entry"),
            said.text("/ledger_entry"));
}

TEST_F(EventOfManyRecords, leaves_word_when_it_is_stopped_halfway_and_is_finished_by_the_next) {
  int commits = 0;
  hooks().before = [&](const store::Commit&) -> std::optional<store::CommitOutcome> {
    if (++commits < 3) return std::nullopt;
    return store::NotApplied{base::Error(base::ErrorCode::unavailable, "the server stops here")};
  };
  EXPECT_TRUE(event("contract_ended", "2026-06-01").failed_with("unavailable"));
  EXPECT_EQ(due_days().size(), 2 * Redating::records_max);
  EXPECT_EQ(unfinished(), 1u);
  hooks().before = nullptr;
  EXPECT_TRUE(event("contract_ended", "2026-06-01").permitted());
  EXPECT_EQ(due_days().size(), record_count);
  EXPECT_EQ(unfinished(), 0u);
}

TEST_F(EventOfManyRecords, two_at_once_both_count) {
  int commits = 0;
  hooks().before = [&](const store::Commit&) -> std::optional<store::CommitOutcome> {
    if (++commits == 2) {  // between two steps of the first, another event comes
      hooks().before = [](const store::Commit&) { return std::optional<store::CommitOutcome>(); };
      EXPECT_TRUE(
          ask("hold",
              R"({"subject":{"alias":"C-1"},"hold":"law","facts":{"article":"会社法432条"},"end":"2036-03-31"})")
              .permitted());
    }
    return std::nullopt;
  };
  EXPECT_TRUE(event("contract_ended", "2026-06-01").permitted());
  EXPECT_EQ(due_days(), std::vector<std::string>(record_count, "2036-04-01"));
  EXPECT_EQ(unfinished(), 0u);
}

}  // namespace
}  // namespace daicho::service
