// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"
#include "vault/record.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

class Correct : public RegisterFixture {
 protected:
  Correct() {
    const Said said = acquire("C-1", "profile", R"("support")",
                              R"("name_kanji":"架空 花子","email":"old@example.jp","phone":"03-1234-5678")");
    subject = said.text("/subject");
    record = said.text("/records/0");
  }
  Said correct(const std::string& what, const std::string& idempotency_key = {}) {
    return ask("correct",
               R"({"subject":{"id":")" + subject + R"("},"record":")" + record + "\"," + what + "}",
               idempotency_key);
  }
  Said read(const std::string& items) {
    return ask("use", R"({"subject":{"alias":"C-1"},"purpose":"support","items":[)" + items + "]}");
  }
  std::vector<vault::Record> history() {
    const auto id = *base::SubjectId::parse(subject);
    const auto snapshot = *store_->snapshot(store_->bucket_of(id));
    std::vector<vault::Record> records;
    const auto rows = *snapshot->scan(store::Space::record, vault::history_prefix(id), "", 100);
    for (const store::Row& row : rows) {
      records.push_back(*vault::decode_record(row.value));
    }
    return records;
  }

  std::string subject, record;
};

TEST_F(Correct, replaces_and_adds_items_and_keeps_the_others) {
  const Said said = correct(R"("items":{"email":"new@example.jp","birth_date":"1990-04-01"})");
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.count("/revision"), 2u);
  EXPECT_EQ(said.text("/reasons/0/article"), "Article appi-34-1");
  const Said now = read(R"("name_kanji","email","phone","birth_date")");
  EXPECT_EQ(now.text("/read/0/items/name_kanji"), "架空 花子");
  EXPECT_EQ(now.text("/read/0/items/email"), "new@example.jp");
  EXPECT_EQ(now.text("/read/0/items/phone"), "03-1234-5678");
  EXPECT_EQ(now.text("/read/0/items/birth_date"), "1990-04-01");
}

TEST_F(Correct, keeps_the_revision_that_was_replaced) {
  correct(R"("items":{"email":"new@example.jp"})");
  correct(R"("items":{"email":"newer@example.jp"})");
  const auto revisions = history();
  ASSERT_EQ(revisions.size(), 2u);
  EXPECT_EQ(revisions[0].revision, 1u);
  EXPECT_EQ(revisions[1].revision, 2u);
  const auto id = *base::SubjectId::parse(subject);
  const auto record_id = *base::RecordId::parse(record);
  const auto snapshot = *store_->snapshot(store_->bucket_of(id));
  const auto key = *reg.sealer.open_key(id, (*snapshot->get(vault::keyring_row(id)))->value);
  for (const vault::Record& revision : revisions) {
    const vault::SealedItem* email = revision.find(*base::Term::declared("email"));
    ASSERT_NE(email, nullptr);
    EXPECT_TRUE(reg.sealer.open(key, {id, record_id, revision.revision, "profile", "email"}, email->sealed)
                    .has_value());
    EXPECT_FALSE(reg.sealer.open(key, {id, record_id, 3, "profile", "email"}, email->sealed).has_value())
        << "a seal of one revision is none of another";
  }
}

TEST_F(Correct, what_is_taken_away_is_in_no_revision_any_more) {
  correct(R"("items":{"phone":"06-8765-4321"})");
  const Said said = correct(R"("remove":["phone"])");
  ASSERT_TRUE(said.permitted());
  EXPECT_TRUE(read(R"("phone")").denied_for("record_not_held"));
  EXPECT_TRUE(read(R"("email")").permitted());
  ASSERT_EQ(history().size(), 2u);
  for (const vault::Record& revision : history()) {
    EXPECT_EQ(revision.find(*base::Term::declared("phone")), nullptr) << revision.revision;
    EXPECT_NE(revision.find(*base::Term::declared("email")), nullptr) << revision.revision;
  }
}

// A person who took a consent back can have deleted what it allowed.
TEST_F(Correct, taking_away_asks_for_no_consent) {
  const Said entered =
      acquire("C-1", "web_access", R"("guidance","support")",
              R"("location":"35.68,139.76","email":"a@example.jp")", R"(,"consents":["location"])");
  ask("withdraw", R"({"subject":{"alias":"C-1"},"consent":"location"})");
  record = entered.text("/records/0");
  EXPECT_TRUE(correct(R"("items":{"location":"34.69,135.50"})").denied_for("consent_missing"));
  EXPECT_TRUE(correct(R"("remove":["location"])").permitted());
}

TEST_F(Correct, is_denied_what_may_not_stand_in_the_record) {
  EXPECT_TRUE(correct(R"("items":{"inquiry_text":"届きません"})").denied_for("item_not_in_record_type"));
  EXPECT_TRUE(correct(R"("items":{"name_kanji":"123456789018 マイナンバー"})").failed_with("invalid_value"));
  EXPECT_TRUE(
      correct(R"("items":{"address":"マイナンバー 123456789018"})").denied_for("individual_number_found"));
  record = base::RecordId::random(randomness).text();
  EXPECT_TRUE(correct(R"("items":{"email":"new@example.jp"})").denied_for("record_not_held"));
}

TEST_F(Correct, leaves_no_empty_record) {
  EXPECT_TRUE(correct(R"("remove":["name_kanji","email","phone"])").failed_with("invalid_value"));
  EXPECT_TRUE(
      correct(R"("remove":["email"],"items":{"email":"new@example.jp"})").failed_with("invalid_value"));
  EXPECT_EQ(correct(R"("remove":["address"])").text("/outcome"), "unchanged") << "it was not there";
  EXPECT_TRUE(correct(R"("remove":[])").denied_for("question_incomplete"));
  EXPECT_TRUE(history().empty());
}

TEST_F(Correct, sent_again_corrects_once) {
  correct(R"("items":{"email":"new@example.jp"})", "correction-1");
  const Said again = correct(R"("items":{"email":"new@example.jp"})", "correction-1");
  EXPECT_EQ(again.count("/revision"), 2u);
  EXPECT_EQ(history().size(), 1u);
}

}  // namespace
}  // namespace daicho::service
