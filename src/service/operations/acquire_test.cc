// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "service/register_fixture.h"
#include "vault/rows.h"
#include "vault/subject.h"

namespace daicho::service {
namespace {

class Acquire : public RegisterFixture {};

TEST_F(Acquire, keeps_a_record_and_says_where_it_stands) {
  const Said said = acquire("C-1", "web_access", R"("support")", R"("email":"hanako@example.jp")");
  ASSERT_TRUE(said.permitted());
  EXPECT_TRUE(base::SubjectId::parse(said.text("/subject")).has_value());
  EXPECT_TRUE(base::RecordId::parse(said.text("/records/0")).has_value());
  EXPECT_EQ(said.text("/erasable_from"), "2028-06-02") << "two years, the day of acquisition not counted";
  EXPECT_EQ(said.text("/channel"), "website");
  EXPECT_EQ(ask("use", R"({"subject":{"alias":"C-1"},"purpose":"support","items":["email"]})")
                .text("/read/0/items/email"),
            "hanako@example.jp");
}

TEST_F(Acquire, waits_while_the_period_has_not_begun) {
  EXPECT_FALSE(
      acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")").has("/erasable_from"));
}

TEST_F(Acquire, a_second_record_of_the_same_alias_is_of_the_same_person) {
  const Said first = acquire("C-1", "profile", R"("support")", R"("email":"hanako@example.jp")");
  const Said second = acquire("C-1", "inquiry", R"("support")", R"("inquiry_text":"いつ届きますか")");
  EXPECT_EQ(first.text("/subject"), second.text("/subject"));
  EXPECT_NE(first.text("/records/0"), second.text("/records/0"));
  EXPECT_NE(acquire("C-2", "profile", R"("support")", R"("email":"taro@example.jp")").text("/subject"),
            first.text("/subject"));
}

TEST_F(Acquire, takes_no_id_over_that_the_register_never_gave) {
  const std::string id = base::SubjectId::random(randomness).text();
  const Said said = ask(
      "acquire", R"({"subject":{"id":")" + id +
                     R"("},"record_type":"profile","channel":"website",)"
                     R"("purposes":["support"],"source":"the form","items":{"email":"hanako@example.jp"}})");
  EXPECT_TRUE(said.failed_with("not_found"));
}

// B-035, B-042: only the listed items come in, each by a channel that may bring it.
TEST_F(Acquire, every_item_comes_by_a_listed_channel) {
  const auto by = [this](const std::string& channel, const std::string& items) {
    return ask("acquire", R"({"record_type":"profile","channel":")" + channel +
                              R"(","purposes":["support"],"source":"counter slip","items":{)" + items + "}}");
  };
  EXPECT_TRUE(by("counter", R"("phone":"03-1234-5678")").permitted());
  EXPECT_TRUE(by("counter", R"("email":"hanako@example.jp")").denied_for("item_not_by_channel"));
  EXPECT_TRUE(by("unknown", R"("phone":"03-1234-5678")").failed_with("unknown_term"));
  EXPECT_TRUE(
      ask("acquire",
          R"({"record_type":"profile","purposes":["support"],"source":"s","items":{"phone":"03-1234-5678"}})")
          .failed_with("missing_field"));
}

TEST_F(Acquire, a_third_party_is_named) {
  const auto from = [this](const std::string& source) {
    return ask("acquire",
               R"({"record_type":"profile","channel":"third_party","purposes":["support"],"source":")" +
                   source + R"(","items":{"email":"hanako@example.jp"}})");
  };
  EXPECT_TRUE(from("  ").denied_for("source_not_stated"));
  EXPECT_TRUE(from("見本名簿株式会社、2026年5月の催しの名簿").permitted());
}

// B-030: location only when permitted, and from then on.
TEST_F(Acquire, location_comes_in_with_the_consent_only) {
  EXPECT_TRUE(acquire("C-1", "location", R"("guidance")", R"("location":"35.68,139.76")")
                  .denied_for("consent_missing"));
  EXPECT_TRUE(acquire("C-1", "location", R"("guidance")", R"("location":"35.68,139.76")",
                      R"(,"consents":["location"])")
                  .permitted());
  EXPECT_TRUE(
      ask("use", R"({"subject":{"alias":"C-1"},"purpose":"guidance","items":["location"]})").permitted());
}

TEST_F(Acquire, special_care_information_needs_its_consent) {
  EXPECT_TRUE(acquire("C-1", "contract", R"("contract")", R"("health":"花粉症")")
                  .denied_for("special_care_without_consent"));
  EXPECT_TRUE(acquire("C-1", "contract", R"("contract")", R"("health":"花粉症")", R"(,"consents":["health"])")
                  .permitted());
}

// B-011, B-012: a value has the form of its item.
TEST_F(Acquire, a_value_has_the_form_of_its_item) {
  const char* ill_formed[] = {R"("name_kana":"花子")",        R"("email":"hanako")",  R"("phone":"12")",
                              R"("birth_date":"1990-02-30")", R"("postal_code":"1")", R"("email":"")"};
  for (const char* items : ill_formed) {
    EXPECT_TRUE(acquire("C-1", "profile", R"("support")", items).failed_with("invalid_value")) << items;
  }
  EXPECT_TRUE(
      acquire("C-1", "profile", R"("support")", R"("name_kana":"カクウ ハナコ","birth_date":"平成2年4月1日")")
          .permitted());
}

TEST_F(Acquire, refuses_an_individual_number_in_a_text) {
  EXPECT_TRUE(acquire("C-1", "inquiry", R"("support")", R"("inquiry_text":"マイナンバーは123456789018です")")
                  .denied_for("individual_number_found"));
}

TEST_F(Acquire, nothing_comes_in_from_the_future) {
  const std::string items = R"("email":"hanako@example.jp")";
  EXPECT_TRUE(acquire("C-1", "profile", R"("support")", items, R"(,"acquired_at":"2026-06-01T04:00:00Z")")
                  .failed_with("invalid_value"));
  EXPECT_TRUE(acquire("C-1", "profile", R"("support")", items, R"(,"events":{"last_contact":"2026-06-02"})")
                  .failed_with("invalid_value"));
  EXPECT_TRUE(acquire("C-1", "profile", R"("support")", items, R"(,"events":{"last_contact":"2026-06-01"})")
                  .permitted());
}

TEST_F(Acquire, no_row_holds_a_value_in_the_clear) {
  acquire("C-1", "profile", R"("support")",
          R"("name_kanji":"架空 花子","email":"hanako@example.jp","phone":"090-1234-5678")");
  using store::Space;
  std::size_t rows = 0;
  for (std::uint32_t number = 0; number < bucket_count; ++number) {
    const auto snapshot = *store_->snapshot(store::Bucket{number});
    for (const Space space :
         {Space::subject, Space::record, Space::keyring, Space::due, Space::attachment, Space::work}) {
      const auto found = *snapshot->scan(space, "", "", 1000);
      for (const store::Row& row : found) {
        ++rows;
        for (const char* canary : {"架空", "hanako", "C-1", "12345678", "form of the tests"}) {
          EXPECT_EQ((row.key.bytes + row.value).find(canary), std::string::npos) << canary;
        }
      }
    }
  }
  EXPECT_GE(rows, 3u);
}

// A contract ended, and the customer came back: what was acquired before is closed, what comes now is open.
TEST_F(Acquire, a_purpose_begins_anew_with_a_new_record) {
  const std::string use = R"({"subject":{"alias":"C-1"},"purpose":"contract","items":["contract_number"]})";
  acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-1")");
  ask("event", R"({"subject":{"alias":"C-1"},"event":"contract_ended","on":"2026-06-01"})");
  EXPECT_TRUE(ask("use", use).denied_for("purpose_ended"));
  clock.set(*base::LocalDate::parse("2026-09-01"));
  EXPECT_TRUE(ask("use", use).denied_for("purpose_ended"));
  const Said anew = acquire("C-1", "contract", R"("contract")", R"("contract_number":"K-2")");
  ASSERT_TRUE(anew.permitted());
  EXPECT_FALSE(anew.has("/erasable_from")) << "the earlier end says nothing of the new contract";
  const Said read = ask("use", use);
  ASSERT_TRUE(read.permitted());
  ASSERT_EQ(read.size("/read"), 1u);
  EXPECT_EQ(read.text("/read/0/items/contract_number"), "K-2");
}

// What an import brings was consented to when it was acquired, not when it came over.
TEST_F(Acquire, consents_of_the_past_are_dated_as_the_record_and_do_not_undo_a_withdrawal) {
  const std::string earlier = R"(,"consents":["location"],"acquired_at":"2025-01-10T00:00:00Z")";
  const std::string location = R"("location":"35.68,139.76")";
  const Said entered = acquire("C-9", "location", R"("guidance")", location, earlier);
  ASSERT_TRUE(entered.permitted()) << entered.body();
  const auto subject = *base::SubjectId::parse(entered.text("/subject"));
  const auto person = [&] {
    const auto snapshot = *store_->snapshot(store_->bucket_of(subject));
    return *vault::decode_subject((*snapshot->get(vault::subject_row(subject)))->value);
  };
  EXPECT_EQ(person().consents.front().given, *base::Instant::parse("2025-01-10T00:00:00Z"));
  EXPECT_TRUE(ask("withdraw", R"({"subject":{"alias":"C-9"},"consent":"location"})").permitted());
  const Said late = acquire("C-9", "location", R"("guidance")", location, earlier);
  EXPECT_TRUE(late.denied_for("consent_missing")) << "an older consent than the withdrawal: " << late.body();
  clock.advance(std::chrono::hours(1));
  EXPECT_TRUE(
      acquire("C-9", "location", R"("guidance")", location, R"(,"consents":["location"])").permitted());
  EXPECT_TRUE(person().consents_to(*base::Term::declared("location"), clock.now()));
}

}  // namespace
}  // namespace daicho::service
