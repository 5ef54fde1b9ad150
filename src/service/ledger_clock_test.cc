// SPDX-License-Identifier: Apache-2.0
#include "service/ledger_clock.h"

#include "service/register_fixture.h"
#include "service/retention_date.h"

namespace daicho::service {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class LedgerClockTest : public RegisterFixture {
 protected:
  Said look_up() { return ask("find", R"({"purpose":"support","by":{"email":"nobody@example.jp"}})"); }
  // Whether no log has an entry that is older than the one before it.
  bool only_forward() {
    for (std::uint32_t number = 0; number <= store_->bucket_count(); ++number) {
      base::Instant last;
      for (const ledger::Entry& entry : entries({number})) {
        if (entry.at < last) return false;
        last = entry.at;
      }
    }
    return true;
  }
};

TEST_F(LedgerClockTest, a_small_step_back_is_passed_over_and_the_ledger_does_not_go_back) {
  const base::Instant start = clock.now();
  EXPECT_TRUE(look_up().has("/ledger_entry"));
  for (const seconds back : {seconds(1), seconds(5), clock_tolerance}) {
    clock.set(start + -back);
    EXPECT_TRUE(look_up().has("/ledger_entry")) << back.count();
    EXPECT_EQ(reg.clock.now(), start);
  }
  EXPECT_TRUE(only_forward());
}

TEST_F(LedgerClockTest, a_large_step_back_is_refused_until_time_has_caught_up) {
  EXPECT_TRUE(look_up().has("/ledger_entry"));
  const base::Instant start = clock.now();
  const std::size_t before = all_entries().size();
  clock.set(start + -hours(1));
  const Said refused = look_up();
  EXPECT_TRUE(refused.failed_with("clock_stepped_back")) << refused.body();
  EXPECT_EQ(refused.status(), 503);
  EXPECT_EQ(refused.text("/place/newest"), start.text());
  EXPECT_EQ(refused.count("/place/behind_seconds"), 3600u);
  EXPECT_EQ(all_entries().size(), before) << "nothing was written";
  clock.set(start + -clock_tolerance);
  EXPECT_TRUE(look_up().has("/ledger_entry"));
  clock.set(start + seconds(1));
  EXPECT_TRUE(look_up().has("/ledger_entry"));
  EXPECT_EQ(reg.clock.now(), start + seconds(1));
  EXPECT_TRUE(only_forward());
}

TEST_F(LedgerClockTest, a_register_that_starts_knows_the_newest_entry_of_all_logs) {
  clock.advance(hours(5));
  EXPECT_TRUE(acquire("p", "profile", R"("support")", R"("email":"a@example.jp")").permitted());
  const base::Instant newest = clock.now();
  ASSERT_EQ(*newest_entry_at(*store_), newest);
  clock.set(newest + -hours(2));
  const LedgerClock started(clock);
  EXPECT_TRUE(started.read().has_value()) << "told nothing, it knows nothing";
  started.start_from(newest);
  EXPECT_EQ(started.read().error().code(), base::ErrorCode::clock_stepped_back);
  EXPECT_EQ(started.now(), newest) << "what goes on is dated no earlier";
}

TEST_F(LedgerClockTest, an_empty_ledger_has_no_newest_entry) {
  const MerkleHasher hasher;
  const store::MemoryStore empty(4, hasher);
  EXPECT_EQ(*newest_entry_at(empty), base::Instant());
}

TEST(PlausibleDate, is_near_the_last_known_one_or_stated) {
  const auto day = [](const char* text) { return *base::LocalDate::parse(text); };
  using Day = std::optional<base::LocalDate>;
  const Day none;
  struct Case {
    base::LocalDate today;
    Day last_known, stated;
    std::optional<base::ErrorCode> refused;
  };
  const Case cases[] = {
      {day("2026-06-01"), none, none, {}},
      {day("2026-06-01"), day("2026-06-01"), none, {}},
      {day("2026-06-08"), day("2026-06-01"), none, {}},
      {day("2026-06-09"), day("2026-06-01"), none, base::ErrorCode::missing_field},
      {day("2031-06-01"), day("2026-06-01"), none, base::ErrorCode::missing_field},
      {day("2031-06-01"), day("2026-06-01"), day("2026-06-01"), base::ErrorCode::invalid_value},
      {day("2031-06-01"), day("2026-06-01"), day("2031-06-01"), {}},
      {day("2026-06-02"), day("2026-06-01"), day("2026-06-03"), base::ErrorCode::invalid_value},
      {day("2026-05-01"), day("2026-06-01"), none, {}},
  };
  for (const Case& one : cases) {
    const base::Status said = expect_plausible_date(one.today, one.last_known, one.stated);
    EXPECT_EQ(said ? std::optional<base::ErrorCode>() : said.error().code(), one.refused) << one.today.text();
  }
}

TEST_F(LedgerClockTest, a_clock_that_jumped_forward_erases_nothing_without_an_officers_word) {
  EXPECT_TRUE(ask("retention_run", "{}").permitted()) << "the first";
  EXPECT_TRUE(acquire("p", "profile", R"("support")", R"("email":"a@example.jp")").permitted());
  clock.advance(hours(24 * 3650));
  EXPECT_TRUE(look_up().has("/ledger_entry")) << "an entry with the wrong time does not make it right";
  const Said refused = ask("retention_run", "{}");
  EXPECT_TRUE(refused.failed_with("missing_field")) << refused.body();
  EXPECT_EQ(refused.text("/place/last_known"), "2026-06-01");
  EXPECT_TRUE(ask("retention_run", R"({"today":"2026-06-01"})").failed_with("invalid_value"));
  const std::string today = base::LocalDate::on(clock.now()).text();
  EXPECT_TRUE(ask("retention_run", R"({"today":")" + today + R"("})").permitted());
  EXPECT_TRUE(ask("retention_run", "{}").permitted()) << "from here on the day is known";
}

}  // namespace
}  // namespace daicho::service
