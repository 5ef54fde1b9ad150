// SPDX-License-Identifier: Apache-2.0
#include "vault/rows.h"

#include <gtest/gtest.h>

#include "vault/record.h"
#include "vault/subject.h"
#include "vault/vault_fixture.h"

namespace daicho::vault {
namespace {

base::Term term(const char* text) {
  return *base::Term::declared(text);
}
base::LocalDate day(const char* text) {
  return *base::LocalDate::parse(text);
}

class RowsTest : public testing::Test {
 protected:
  SeededRandomness randomness;
  const base::SubjectId subject = base::SubjectId::random(randomness);
  const base::RecordId record = base::RecordId::random(randomness);

  Record sample() const {
    Record out{.type = term("profile"),
               .revision = 3,
               .acquired = base::Instant::from_seconds(1),
               .revised = base::Instant::from_seconds(2),
               .channel = term("website"),
               .purposes = {term("billing"), term("support")},
               .policy = {},
               .items = {{term("email"), "sealed one"}, {term("name"), "sealed two"}},
               .sealed_source = "sealed source",
               .index = {{{1}, {}, "target"}},
               .due = day("2031-01-01"),
               .attachments = {}};
    return out;
  }
};

TEST_F(RowsTest, due_rows_stand_in_the_order_of_days) {
  const auto early = due_row(day("2026-12-31"), subject, term("profile"), record);
  const auto late = due_row(day("2027-01-01"), subject, term("a"), record);
  EXPECT_LT(early.bytes, late.bytes);
}

TEST_F(RowsTest, a_due_row_leads_to_its_record) {
  const auto due = read_due_row(due_row(day("2027-01-01"), subject, term("profile"), record).bytes);
  ASSERT_TRUE(due.has_value());
  EXPECT_EQ(due->day, day("2027-01-01"));
  EXPECT_EQ(due->subject, subject);
  EXPECT_EQ(due->record, record_row(subject, term("profile"), record));
  EXPECT_EQ(record_id_of(due->record), record);
  EXPECT_FALSE(read_due_row("short"));
}

TEST_F(RowsTest, records_of_one_type_stand_together) {
  const auto key = record_row(subject, term("profile"), record);
  EXPECT_TRUE(key.bytes.starts_with(record_prefix(subject, term("profile"))));
  EXPECT_FALSE(key.bytes.starts_with(record_prefix(subject, term("inquiry"))));
  EXPECT_FALSE(history_row(subject, record, 1).bytes.starts_with(record_prefix(subject)));
}

TEST_F(RowsTest, a_record_reads_back) {
  const Record before = sample();
  const auto after = decode_record(encode(before));
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(encode(*after), encode(before));
  EXPECT_EQ(after->revision, 3u);
  EXPECT_EQ(after->find(term("email"))->sealed, "sealed one");
  EXPECT_EQ(after->find(term("phone")), nullptr);
}

TEST_F(RowsTest, every_cut_of_a_row_is_corrupt) {
  const std::string whole = encode(sample());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(decode_record(whole.substr(0, size)).error().code(), base::ErrorCode::corrupt) << size;
  }
  EXPECT_FALSE(decode_record(whole + "x").has_value());
}

TEST_F(RowsTest, a_subject_reads_back_and_knows_what_stands) {
  Subject before;
  before.kind = SubjectKind::partner_staff;
  before.since = base::Instant::from_seconds(10);
  before.consents.push_back({base::ConsentId::random(randomness),
                             term("location"),
                             base::Instant::from_seconds(20),
                             {},
                             {},
                             term("website"),
                             base::Instant::from_seconds(30)});
  before.stops.push_back(
      {base::StopId::random(randomness), term("direct_mail"), base::Instant::from_seconds(40), std::nullopt});
  before.events.push_back(
      {term("contract_ended"), day("2026-03-31"), record, base::Instant::from_seconds(50)});
  before.holds.push_back({base::HoldId::random(randomness), term("law"), std::nullopt,
                          base::Instant::from_seconds(60), day("2033-03-31"), std::nullopt, "sealed facts",
                          std::nullopt});
  before.ended_purposes.push_back({term("billing"), day("2026-04-01")});
  const auto after = decode_subject(encode(before));
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(encode(*after), encode(before));
  EXPECT_FALSE(after->consents_to(term("location"), base::Instant::from_seconds(19)));
  EXPECT_TRUE(after->consents_to(term("location"), base::Instant::from_seconds(20)));
  EXPECT_FALSE(after->consents_to(term("location"), base::Instant::from_seconds(30)));
  EXPECT_FALSE(after->stopped(term("direct_mail"), base::Instant::from_seconds(39)));
  EXPECT_TRUE(after->stopped(term("direct_mail"), base::Instant::from_seconds(99)));
}

}  // namespace
}  // namespace daicho::vault
