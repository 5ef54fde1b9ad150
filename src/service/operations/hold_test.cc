// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "service/register_fixture.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

class Hold : public RegisterFixture {
 protected:
  Hold() {
    record =
        acquire("C-1", "web_access", R"("support")", R"("email":"hanako@example.jp")").text("/records/0");
  }
  Said hold(const std::string& kind, const std::string& further = "") {
    return ask("hold", R"({"subject":{"alias":"C-1"},"hold":")" + kind + "\"" + further + "}");
  }
  Said state() { return ask("state", R"({"subject":{"alias":"C-1"}})"); }
  std::string record;
};

// A-035, B-109: article and end, else it is no hold.
TEST_F(Hold, by_law_needs_the_article_and_the_end) {
  EXPECT_TRUE(hold("law").denied_for("fact_missing"));
  EXPECT_TRUE(hold("law", R"(,"facts":{"article":"会社法432条"})").denied_for("fact_missing"));
  EXPECT_TRUE(hold("law", R"(,"end":"2036-03-31")").denied_for("fact_missing"));
  EXPECT_TRUE(hold("law", R"(,"facts":{"article":" "},"end":"2036-03-31")").denied_for("fact_missing"));
  EXPECT_TRUE(
      hold("law", R"(,"facts":{"article":"会社法432条","end":"2036-03-31"})").failed_with("invalid_value"))
      << "an end in words would not end anything";
  const Said said = hold("law", R"(,"facts":{"article":"会社法432条"},"end":"2036-03-31")");
  ASSERT_TRUE(said.permitted());
  EXPECT_TRUE(base::HoldId::parse(said.text("/hold")).has_value());
  EXPECT_EQ(said.count("/records_dated_again"), 1u);
  EXPECT_EQ(state().text("/held/0/erasable_from"), "2036-04-01");
  EXPECT_EQ(state().text("/held/0/kept/0/kept_by"), "hold");
  EXPECT_EQ(state().text("/held/0/kept/0/which"), "law");
}

// B-110: a dispute has its case and its review, and the review that was missed is seen.
TEST_F(Hold, for_a_dispute_needs_its_case_and_its_review) {
  EXPECT_TRUE(hold("dispute", R"(,"facts":{"case":"D-1"})").denied_for("fact_missing"));
  EXPECT_TRUE(
      hold("dispute", R"(,"facts":{"case":"D-1"},"review":"2026-05-31")").failed_with("invalid_value"));
  EXPECT_TRUE(hold("dispute", R"(,"facts":{"case":"D-1"},"review":"2026-12-01")").permitted());
  EXPECT_FALSE(state().has("/held/0/erasable_from")) << "without an end it keeps until it is released";
  EXPECT_FALSE(state().flag("/holds/0/review_overdue"));
  clock.set(*base::LocalDate::parse("2026-12-02"));
  EXPECT_TRUE(state().flag("/holds/0/review_overdue"));
}

// A-036, B-111: it is this person's consent, and it stands.
TEST_F(Hold, by_consent_needs_one_of_this_person_that_stands) {
  ask("consent", R"({"subject":{"alias":"C-2"},"consent":"longer_keeping","channel":"website"})");
  EXPECT_TRUE(hold("consent").denied_for("fact_missing"));
  EXPECT_TRUE(hold("consent", R"(,"consent":"longer_keeping")").denied_for("fact_missing"))
      << "another person gave it";
  ask("consent", R"({"subject":{"alias":"C-1"},"consent":"longer_keeping","channel":"website"})");
  EXPECT_TRUE(hold("consent", R"(,"consent":"longer_keeping")").permitted());
  ask("withdraw", R"({"subject":{"alias":"C-1"},"consent":"longer_keeping"})");
  EXPECT_TRUE(hold("consent", R"(,"consent":"longer_keeping")").denied_for("fact_missing"));
}

TEST_F(Hold, of_one_record_keeps_that_record_alone) {
  acquire("C-1", "web_access", R"("support")", R"("email":"hanako@example.com")");
  const Said said =
      hold("law", R"(,"facts":{"article":"会社法432条"},"end":"2036-03-31","record":")" + record + "\"");
  EXPECT_EQ(said.count("/records_dated_again"), 1u);
  EXPECT_EQ(said.text("/records/0"), record);
  EXPECT_TRUE(hold("law", R"(,"facts":{"article":"会社法432条"},"end":"2036-03-31","record":")" +
                              base::RecordId::random(randomness).text() + "\"")
                  .denied_for("record_not_held"));
}

// B-112: the list of reasons is closed, and nobody types a longer period.
TEST_F(Hold, is_of_a_kind_that_the_policy_lists) {
  EXPECT_TRUE(hold("business", R"(,"facts":{"case":"D-1"})").failed_with("unknown_term"));
  EXPECT_TRUE(hold("law", R"(,"facts":{"whim":"x"},"end":"2036-03-31")").failed_with("unknown_term"));
  EXPECT_TRUE(
      hold("law", R"(,"facts":{"article":"会社法432条"},"end":"2026-05-31")").failed_with("invalid_value"));
}

TEST_F(Hold, ends_by_itself_after_its_last_day) {
  hold("law", R"(,"facts":{"article":"会社法432条"},"end":"2030-03-31")");
  clock.set(*base::LocalDate::parse("2030-03-31"));
  const std::string use = R"({"subject":{"alias":"C-1"},"purpose":"support","items":["email"]})";
  EXPECT_TRUE(ask("use", use).permitted());
  EXPECT_TRUE(state().flag("/holds/0/stands"));
  clock.set(*base::LocalDate::parse("2030-04-01"));
  EXPECT_TRUE(ask("use", use).denied_for("retention_ended"));
  EXPECT_FALSE(state().flag("/holds/0/stands"));
}

TEST_F(Hold, seals_what_was_said_for_it_under_the_key_of_the_person) {
  const Said said = hold("dispute", R"(,"facts":{"case":"見本花子との件"},"review":"2026-12-01")");
  EXPECT_EQ(said.body().find("見本花子"), std::string::npos);
  const auto id = *base::SubjectId::parse(said.text("/subject"));
  const auto snapshot = *store_->snapshot(store_->bucket_of(id));
  const std::string row = (*snapshot->get(vault::subject_row(id)))->value;
  EXPECT_EQ(row.find("見本花子"), std::string::npos);
  const vault::Subject person = *vault::decode_subject(row);
  const auto key = *reg.sealer.open_key(id, (*snapshot->get(vault::keyring_row(id)))->value);
  const auto place = *base::RecordId::from_bytes(person.holds[0].id.bytes());
  EXPECT_TRUE(
      reg.sealer.open(key, {id, place, 1, "hold", "dispute"}, person.holds[0].sealed_facts).has_value());
  EXPECT_FALSE(reg.sealer.open(key, {id, place, 1, "hold", "law"}, person.holds[0].sealed_facts).has_value());
}

}  // namespace
}  // namespace daicho::service
