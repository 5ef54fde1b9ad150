// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "service/register_fixture.h"

namespace daicho::service {
namespace {

class Consent : public RegisterFixture {
 protected:
  Said consent(const std::string& further = "", const std::string& name = "location") {
    return ask("consent", R"({"subject":{"alias":"C-1"},"consent":")" + name + R"(","channel":"website")" +
                              further + "}");
  }
  static std::string digest(std::string_view text) {
    return base::to_hex(crypto::public_digest(text).view());
  }
};

constexpr std::string_view wording_ja = "位置情報の利用に同意します。",
                           wording_en = "I consent to the use of my location.";

TEST_F(Consent, is_recorded_with_the_exact_wording_that_was_shown) {
  const Said said = consent();
  ASSERT_TRUE(said.permitted());
  EXPECT_EQ(said.text("/text_shown"), digest(wording_ja));
  EXPECT_EQ(said.text("/text_of_policy"), digest(fixture_policy));
  EXPECT_TRUE(base::ConsentId::parse(said.text("/consent_id")).has_value());
  EXPECT_EQ(consent(R"(,"shown":")" + std::string(wording_en) + "\"").text("/text_shown"),
            digest(wording_en));
  EXPECT_TRUE(consent(R"(,"shown":"規約に同意します。")").failed_with("invalid_value"));
}

TEST_F(Consent, may_have_been_given_to_the_wording_of_an_earlier_policy) {
  std::string newer(fixture_policy);
  newer.replace(newer.find(wording_ja), wording_ja.size(), "端末の位置情報の利用に同意します。");
  publish(newer);
  EXPECT_EQ(consent().text("/text_shown"), digest("端末の位置情報の利用に同意します。"));
  const Said said = consent(R"(,"shown":")" + std::string(wording_ja) + "\"");
  EXPECT_EQ(said.text("/text_shown"), digest(wording_ja));
  EXPECT_EQ(said.text("/text_of_policy"), digest(fixture_policy));
}

TEST_F(Consent, may_be_the_first_that_is_known_of_a_person) {
  const Said said = consent(R"(,"subject_kind":"partner_staff")");
  ASSERT_TRUE(said.permitted());
  const Said state = ask("state", R"({"subject":{"alias":"C-1"}})");
  EXPECT_EQ(state.text("/subject"), said.text("/subject"));
  EXPECT_EQ(state.text("/subject_kind"), "partner_staff");
  EXPECT_TRUE(acquire("C-1", "location", R"("guidance")", R"("location":"35.68,139.76")").permitted());
  EXPECT_TRUE(ask("consent", R"({"subject":{"id":")" + base::SubjectId::random(randomness).text() +
                                 R"("},"consent":"location","channel":"website"})")
                  .failed_with("not_found"));
}

TEST_F(Consent, given_again_in_the_same_words_is_no_second_act) {
  const Said first = consent();
  const Said second = consent();
  EXPECT_TRUE(second.flag("/already"));
  EXPECT_EQ(second.text("/consent_id"), first.text("/consent_id"));
  EXPECT_FALSE(consent(R"(,"shown":")" + std::string(wording_en) + "\"").has("/already"));
  EXPECT_EQ(ask("state", R"({"subject":{"alias":"C-1"}})").size("/consents"), 2u);
}

TEST_F(Consent, names_its_channel) {
  EXPECT_TRUE(
      ask("consent", R"({"subject":{"alias":"C-1"},"consent":"location"})").failed_with("missing_field"));
  EXPECT_TRUE(ask("consent", R"({"subject":{"alias":"C-1"},"consent":"location","channel":"rumour"})")
                  .failed_with("unknown_term"));
}

}  // namespace
}  // namespace daicho::service
