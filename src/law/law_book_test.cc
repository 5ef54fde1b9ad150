// SPDX-License-Identifier: Apache-2.0
#include "law/law_book.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace daicho::law {
namespace {

using base::LocalDate;

LocalDate day(const char* text) {
  return LocalDate::parse(text).value();
}
LawBook book() {
  return LawBook::shipped().value();
}

TEST(LawBook, reads_the_files_it_was_built_with) {
  EXPECT_GT(book().citations().size(), 100u);
  EXPECT_GT(book().statutes().size(), 20u);
  EXPECT_GT(book().rules().size(), 10u);
}

TEST(LawBook, prints_articles_in_both_languages) {
  const Law law = book().as_of(day("2026-11-21"));
  ASSERT_NE(law.citation("appi-18-3-1"), nullptr);
  EXPECT_EQ(law.citation("appi-18-3-1")->printed_ja, "個人情報保護法第18条第3項第1号");
  EXPECT_EQ(law.citation("appi-18-3-1")->printed_en, "APPI 18(3)(i)");
  EXPECT_EQ(law.citation("tba-27-12")->printed_ja, "電気通信事業法第27条の12");
}

// L-T8: the numbers of 2004 are not cited as current.
TEST(LawBook, does_not_cite_repealed_articles) {
  EXPECT_EQ(book().as_of(day("2026-11-21")).citation("telecom-guideline-2004-17-1"), nullptr);
}

TEST(LawBook, does_not_cite_an_article_before_its_day) {
  EXPECT_EQ(book().as_of(day("2023-06-15")).citation("tba-27-12"), nullptr);
  EXPECT_NE(book().as_of(day("2023-06-16")).citation("tba-27-12"), nullptr);
}

// L-1.2: passed in 2026, not in force on this day.
TEST(LawBook, never_enforces_what_is_only_promulgated) {
  const Law law = book().as_of(day("2026-11-21"));
  EXPECT_FALSE(law.has_rule("under_16"));
  EXPECT_TRUE(law.has_rule("purpose_limit"));
  const auto is_under_16 = [](const Rule& rule) { return rule.name.text() == "under_16"; };
  EXPECT_EQ(std::count_if(law.coming.begin(), law.coming.end(), is_under_16), 1);
}

TEST(LawBook, enforces_a_promulgated_rule_from_the_day_it_is_told) {
  LawBook simulated = book();
  ASSERT_TRUE(simulated.commence("under_16", day("2028-04-01")).has_value());
  EXPECT_FALSE(simulated.as_of(day("2028-03-31")).has_rule("under_16"));
  EXPECT_TRUE(simulated.as_of(day("2028-04-01")).has_rule("under_16"));
  EXPECT_FALSE(simulated.commence("under_16", day("2028-04-01")).has_value());
  EXPECT_FALSE(simulated.commence("no_such_rule", day("2028-04-01")).has_value());
}

TEST(LawBook, marks_what_was_not_read_in_a_source) {
  const Law law = book().as_of(day("2026-11-21"));
  EXPECT_TRUE(law.statute("companies_act_432")->was_read);
  EXPECT_FALSE(law.statute("worker_dispatch_37")->was_read);
}

TEST(LawBook, refuses_broken_files) {
  constexpr std::string_view citation =
      "citations:\n  - {name: a-1, printed: {ja: 甲第1条, en: A 1}, title: {ja: 題, en: t}, from: "
      "2022-04-01, "
      "status: in_force, mark: S}\n";
  constexpr std::string_view statute =
      "statutes:\n  - {name: s, keeps: {ja: 物, en: thing}, cites: a-1, period: 1 year, base: made, from: "
      "2022-04-01, "
      "status: in_force, mark: S}\n";
  constexpr std::string_view rules =
      "rules:\n  - {name: r, title: {ja: 題, en: t}, status: draft, mark: K}\n";
  EXPECT_TRUE(LawBook::read({citation, statute, rules}).has_value());
  const auto refuses = [&](std::string_view text, std::string_view from, std::string_view to) {
    std::string changed(text);
    changed.replace(changed.find(from), from.size(), to);
    const bool is_statute = text == statute;
    return !LawBook::read({is_statute ? citation : changed, is_statute ? changed : statute, rules})
                .has_value();
  };
  EXPECT_TRUE(refuses(citation, "in_force", "in force"));
  EXPECT_TRUE(refuses(citation, "2022-04-01", "2022-4-1"));
  EXPECT_TRUE(refuses(citation, "mark: S", "mark: X"));
  EXPECT_TRUE(refuses(citation, "from: 2022-04-01, ", ""));
  EXPECT_TRUE(refuses(citation, "ja: 甲第1条", "ja: ''"));
  EXPECT_TRUE(refuses(citation, "name: a-1", "name: A 1"));
  EXPECT_TRUE(refuses(statute, "cites: a-1", "cites: a-2"));
  EXPECT_TRUE(refuses(statute, "1 year", "0 years"));
  EXPECT_TRUE(refuses(statute, "base: made", "base: made, first_day: maybe"));
}

}  // namespace
}  // namespace daicho::law
