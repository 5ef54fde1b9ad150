// SPDX-License-Identifier: Apache-2.0
#include "policy/compile.h"

#include <gtest/gtest.h>

#include "policy/sample.h"

namespace daicho::policy {
namespace {

TEST(Compile, makes_a_policy_of_the_sample_without_findings) {
  const Compilation out = compiled(sample_text());
  for (const Finding& finding : out.findings) ADD_FAILURE() << line(finding, "sample", base::Language::en);
  ASSERT_TRUE(out.policy.has_value());
  EXPECT_EQ(out.policy->name().text(), "sample");
  EXPECT_EQ(out.policy->version(), "2026-04-01");
  EXPECT_EQ(out.policy->effective().text(), "2026-04-01");
  EXPECT_EQ(out.policy->title().in(base::Language::en), "Privacy policy");
}

TEST(Compile, keeps_the_digest_it_is_given) {
  base::PublicDigest digest;
  digest.bytes[0] = 0xab;
  EXPECT_EQ(compile(sample_text(), digest, sample_law()).policy->digest(), digest);
}

TEST(Compile, finds_names_both_ways) {
  const Policy policy = policy_of(sample_text());
  for (std::uint16_t i = 0; i < policy.items().size(); ++i) {
    EXPECT_EQ(policy.items().find(policy.items()[ItemIndex(i)].name.text()), ItemIndex(i));
  }
  EXPECT_FALSE(policy.items().find("nothing").has_value());
  EXPECT_FALSE(policy.items().find("").has_value());
  EXPECT_EQ(policy.events().find("acquired"), event_acquired);
  EXPECT_EQ(policy.events().find("purpose_ended"), event_purpose_ended);
  EXPECT_EQ(policy.events().find("withdrawn"), event_withdrawn);
}

TEST(Compile, resolves_every_part_of_the_file) {
  const Policy policy = policy_of(sample_text());
  const auto item = [&policy](std::string_view name) { return *policy.items().find(name); };
  const Purpose& news = policy.purposes()[*policy.purposes().find("news")];
  EXPECT_EQ(news.items, ItemSet().set(item("name")).set(item("email")));
  EXPECT_EQ(news.media, bit(Medium::direct_mail) | bit(Medium::email));
  EXPECT_EQ(news.blocked_by.count(), 2u);
  EXPECT_TRUE(policy.purposes()[*policy.purposes().find("analysis")].consents.test(
      *policy.consents().find("location")));
  EXPECT_EQ(policy.items()[item("health")].item_class, ItemClass::special_care);
  EXPECT_EQ(policy.items()[item("email")].masked, Masking::domain);
  EXPECT_TRUE(policy.items()[item("family")].optional);
  EXPECT_EQ(policy.channels()[*policy.channels().find("website")].items, policy.all_items());
  EXPECT_TRUE(policy.channels()[*policy.channels().find("introduction")].source_required);
  const RecordType& profile = policy.record_types()[*policy.record_types().find("profile")];
  EXPECT_EQ(profile.retention_of(item("payment")), policy.retentions().find("accounting"));
  EXPECT_EQ(profile.retention_of(item("name")), policy.retentions().find("contract"));
  EXPECT_EQ(profile.subjects, std::vector{SubjectKind::customer});
  const Exception& by_law = policy.exceptions()[*policy.exceptions().find("by_law")];
  EXPECT_EQ(by_law.never_reach, ItemSet().set(item("payment")).set(item("call_record")));
  EXPECT_EQ(policy.citations()[by_law.cites.front()].printed.en, "APPI 18(3)(i)");
  EXPECT_EQ(policy.retentions()[*policy.retentions().find("inquiry")].length, 36);
  EXPECT_EQ(policy.events()[*policy.events().find("inquiry_received")].counts, Event::Counts::first);
  EXPECT_EQ(policy.clauses()[policy.items()[item("health")].clause].number, "2.1");
  EXPECT_EQ(policy.contacts().front().hours->weekdays, 0b0111110);
  EXPECT_EQ(policy.contacts().front().hours->to_minutes, 18 * 60);
  EXPECT_EQ(policy.controls().front().every_months, 12);
  EXPECT_EQ(policy.controls().back().promises, std::vector<std::string>{"B-006"});
}

TEST(Compile, tells_what_is_wrong_with_the_file_itself) {
  const Change changes[] = {
      {"daicho: 1", "daicho: 2", {"unknown_format"}},
      {"daicho: 1\n", "", {"missing_field"}},
      {"policy: sample", "policy: Sample", {"not_a_term"}},
      {"effective: 2026-04-01", "effective: 2026-02-30", {"not_a_date"}},
      {"version: \"2026-04-01\"\n", "", {"missing_field"}},
      {"title: {ja: 個人情報保護方針, en: Privacy policy}",
       "title: {ja: 個人情報保護方針}",
       {"missing_translation"}},
      {"title: {ja: 個人情報保護方針, en: Privacy policy}", "title: 方針", {"expected_mapping"}},
      {"policy: sample", "policy: sample\nauthor: me", {"unknown_field"}},
      {"    promises: [B-035]\n", "    promises: [b-035]\n", {"not_a_term"}},
      {"- id: care\n", "- id: items\n", {"duplicate_name"}},
      {"      - statement: values\n", "      - slogan: values\n", {"unknown_kind"}},
      {"      - statement: values\n", "      - values\n      - statement: values\n", {"expected_mapping"}},
  };
  for (const auto& [from, to, findings] : changes)
    EXPECT_EQ(found_with(from, to), findings) << from << " → " << to;
}

TEST(Compile, an_erroneous_policy_compiles_to_nothing) {
  for (const char* bad :
       {"", "a", "[]", "daicho: 1", "clauses: 3", "daicho: 1\nclauses:\n  - a\n  - [b]\n  - {id: x}\n"}) {
    const Compilation out = compiled(bad);
    EXPECT_FALSE(out.policy.has_value()) << bad;
    EXPECT_TRUE(has_errors(out.findings)) << bad;
  }
}

TEST(Compile, refuses_more_names_than_a_policy_may_have) {
  std::string facts;
  for (int i = 0; i < 200; ++i) facts += (i == 0 ? "" : ", ") + ("fact" + std::to_string(i));
  EXPECT_EQ(found_with("needs: [case]\n", "needs: [" + facts + "]\n").front(), "too_many");
}

TEST(Compile, refuses_a_law_without_the_articles_that_decisions_cite) {
  LawTerms law = sample_law();
  law.citations.erase(law.citations.begin());
  const Compilation out = compile(sample_text(), {}, law);
  EXPECT_FALSE(out.policy.has_value());
  EXPECT_EQ(out.findings.front().code, FindingCode::law_lacks_citation);
}

}  // namespace
}  // namespace daicho::policy
