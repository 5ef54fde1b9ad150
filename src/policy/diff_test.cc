// SPDX-License-Identifier: Apache-2.0
#include "policy/diff.h"

#include <gtest/gtest.h>

#include <set>

#include "policy/sample.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

Outline outline(std::string_view yaml) {
  Findings findings;
  return outline_of(read_yaml(yaml, findings));
}

PolicyDiff diff_of(const std::string& before, const std::string& after) {
  const Policy old_policy = policy_of(before), new_policy = policy_of(after);
  const Outline old_outline = outline(before), new_outline = outline(after);
  return diff({old_outline, old_policy}, {new_outline, new_policy});
}

std::string names(const PolicyDiff& out) {
  std::string text;
  for (const PolicyChange& change : out.changes) {
    text += (text.empty() ? "" : " ") + std::string(public_name(change.code).text());
    if (!change.rule.empty()) text += "(" + change.rule + ")";
  }
  return text;
}

// What changes when the first `from` of the sample becomes `to`.
std::string changes(std::string_view from, std::string_view to) {
  return names(diff_of(sample_text(), sample_with(from, to)));
}
// And the other way round.
std::string changes_back(std::string_view from, std::string_view to) {
  return names(diff_of(sample_with(from, to), sample_text()));
}

TEST(Diff, types_each_change) {
  constexpr std::string_view new_purpose = "      - purpose: billing\n",
                             shipping =
                                 "      - purpose: shipping\n        label: {ja: 商品の発送, en: Sending "
                                 "goods}\n        items: [name, "
                                 "telephone]\n      - purpose: billing\n";
  struct Case {
    std::string_view from, to;
    std::string expected, expected_back;
  };
  const Case cases[] = {
      {"en: Billing}", "en: Billing}", "", ""},
      {new_purpose, shipping, "new_purpose(shipping)", "removed_purpose(shipping)"},
      {"items: [name, email, payment, call_record]", "items: [name, email, telephone, payment, call_record]",
       "wider_purpose(billing)", "narrower_purpose(billing)"},
      {"items: [name, email, payment, call_record]", "items: [call_record, payment, email, name]", "", ""},
      {"{ja: 料金の請求, en: Billing}", "{ja: 料金の請求と回収, en: Billing}", "changed_purpose(billing)",
       "changed_purpose(billing)"},
      {"        needs: [case]\n      - purpose", "      - purpose", "looser_purpose(support)",
       "changed_purpose(support)"},
      {"        items: [location]\n        consent: location\n", "        items: [location]\n",
       "looser_purpose(analysis)", "narrower_purpose(analysis)"},
      {"period: 3 years", "period: 4 years", "longer_retention(inquiry)", "shorter_retention(inquiry)"},
      {"period: 3 years", "period: purpose", "changed_retention(inquiry)", "changed_retention(inquiry)"},
      {"        masked: last4\n", "", "looser_item(payment)", "changed_item(payment)"},
      {"only_if: {reason: required}\n", "masked: all\n", "looser_item(family)", "looser_item(family)"},
      {"items: [name, email]\n        source: required", "items: [name]\n        source: required",
       "changed_channel(introduction)", "changed_channel(introduction)"},
      {"      - stop: news\n        label: {ja: 新商品の案内の停止, en: Stop of news}\n        blocks: "
       "{purposes: "
       "[news]}\n",
       "", "removed_right(news)", "new_right(news)"},
      {"limbs: [statute, document]", "limbs: [statute]", "changed_limit(purposes)",
       "changed_limit(purposes)"},
      {"en: We take care.", "en: We take good care.", "changed_text", "changed_text"},
      {"evidence: attendance_list\n        every: 1 year",
       "evidence: attendance_list\n        every: 2 years", "changed_rule(training)",
       "changed_rule(training)"},
      {"telephone: \"03-0000-0000\"", "telephone: \"03-0000-0009\"", "changed_operator(desk)",
       "changed_operator(desk)"},
      {"promises: [B-006]", "promises: [B-007]", "", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(changes(c.from, c.to), c.expected) << c.from << " → " << c.to;
    EXPECT_EQ(changes_back(c.from, c.to), c.expected_back) << c.to << " → " << c.from;
  }
}

TEST(Diff, tells_what_came_and_went_in_a_field) {
  const PolicyDiff out =
      diff_of(sample_text(), sample_with("items: [name, email, payment, call_record]",
                                         "items: [name, telephone, payment, call_record]"));
  ASSERT_EQ(out.changes.size(), 1u);
  ASSERT_EQ(out.changes[0].fields.size(), 1u);
  EXPECT_EQ(out.changes[0].fields[0].added, std::vector<std::string>{"telephone"});
  EXPECT_EQ(out.changes[0].fields[0].removed, std::vector<std::string>{"email"});
  EXPECT_EQ(out.changes[0].need(), ChangeNeed::consent);
  EXPECT_EQ(out.changes[0].citation(), "appi-18-1");
}

// The ground and items of `purpose` for what was acquired before.
std::string usable(const PolicyDiff& out, std::string_view purpose) {
  for (const StillUsable& one : out.usable) {
    if (one.purpose != purpose) continue;
    std::string text(public_name(one.ground).text());
    for (const std::string& item : one.items) text += " " + item;
    for (const std::string& item : one.items_with_consent) text += " (" + item + ")";
    return text;
  }
  return "none";
}

TEST(Diff, tells_what_is_held_may_still_be_used_for) {
  const PolicyDiff wider =
      diff_of(sample_text(), sample_with("items: [name, email, payment, call_record]",
                                         "items: [name, telephone, payment, call_record]"));
  EXPECT_EQ(usable(wider, "billing"), "as_before name payment call_record (telephone)");
  EXPECT_EQ(usable(wider, "analysis"), "as_before location");
  const std::string more = sample_with("      - purpose: billing\n",
                                       "      - purpose: shipping\n        label: {ja: 商品の発送, en: "
                                       "Sending goods}\n        items: [name, telephone]\n"
                                       "      - purpose: billing\n");
  EXPECT_EQ(usable(diff_of(sample_text(), more), "shipping"), "with_consent (name) (telephone)");
  EXPECT_EQ(usable(diff_of(more, sample_text()), "shipping"), "no_longer");
}

TEST(Diff, tells_when_and_whether_the_new_version_follows_the_old) {
  const auto with = [](std::string_view from, std::string_view to) {
    return diff_of(sample_text(), sample_with(from, to));
  };
  EXPECT_TRUE(with("effective: 2026-04-01", "effective: 2026-05-01").has_same_version);
  EXPECT_FALSE(with("version: \"2026-04-01\"", "version: \"2\"").has_same_version);
  EXPECT_TRUE(with("effective: 2026-04-01", "effective: 2026-03-01").takes_effect_earlier);
  EXPECT_TRUE(with("policy: sample", "policy: other").is_another_policy);
  EXPECT_EQ(with("effective: 2026-04-01", "effective: 2026-05-01").effective,
            *base::LocalDate::of(2026, 5, 1));
}

TEST(PolicyChange, has_its_sentence_in_both_languages_and_none_is_left_over) {
  std::set<std::string> expected;
  for (const ChangeCode code : all_change_codes()) expected.emplace(public_name(code).text());
  for (std::string_view file : {texts::changes_ja_txt, texts::changes_en_txt}) {
    std::set<std::string> keys;
    while (!file.empty()) {
      const std::size_t end = std::min(file.find('\n'), file.size());
      if (end > 0) keys.emplace(file.substr(0, file.find(" = ")));
      file.remove_prefix(std::min(end + 1, file.size()));
    }
    EXPECT_EQ(keys, expected);
  }
}

}  // namespace
}  // namespace daicho::policy
