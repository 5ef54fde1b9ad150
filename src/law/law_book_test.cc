// SPDX-License-Identifier: Apache-2.0
#include "law/law_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

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

// The shipped files with the first `from` of one of them changed to `to`.
struct Change {
  std::string_view LawTexts::*file;
  std::string_view from, to;
};
base::Result<LawBook> read_changed(const Change& change) {
  LawTexts texts = shipped_texts();
  std::string changed(texts.*change.file);
  const std::size_t at = changed.find(change.from);
  EXPECT_NE(at, std::string::npos) << change.from;
  changed.replace(at, change.from.size(), change.to);
  texts.*change.file = changed;
  return LawBook::read(texts);
}

TEST(LawBook, refuses_broken_files) {
  const Change rows[] = {
      {&LawTexts::citations, "status: in_force", "status: in force"},
      {&LawTexts::citations, "from: 2022-04-01", "from: 2022-4-1"},
      {&LawTexts::citations, "from: 2022-04-01, ", ""},
      {&LawTexts::citations, "mark: S", "mark: X"},
      {&LawTexts::citations, "name: appi-2-1", "name: APPI 2"},
      {&LawTexts::citations, "ja: 個人情報保護法第2条第1項", "ja: ''"},
      {&LawTexts::citations, "name: appi-2-2,", "name: appi-2-1,"},
      {&LawTexts::citations, "name: appi-20-2,", "name: appi-20-3,"},
      {&LawTexts::citations, "source: egov-appi", "source: hearsay"},
      {&LawTexts::citations, "mark: S, source", "mark: K, source"},
      {&LawTexts::citations, "from: 2022-04-01", "from: 2022-04-01, to: 2022-03-31"},
      {&LawTexts::citations, "from: 2022-04-01", "from: 2022-04-01, until: 2022-03-31"},
      {&LawTexts::citations, "citations:", "quotations:"},
      {&LawTexts::citations, "name: appi-2-1", "name: !!str appi-2-1"},
      {&LawTexts::statutes, "period: 10 years", "period: 0 years"},
      {&LawTexts::statutes, "period: 10 years", "period: ten years"},
      {&LawTexts::statutes, "first_day: counted", "first_day: maybe"},
      {&LawTexts::statutes, "cites: companies-act-318", "cites: companies-act-319"},
      {&LawTexts::gates, "category: personal", "category: private"},
      {&LawTexts::gates, "demand: proper", "demand: nothing"},
      {&LawTexts::gates, "cites: [appi-20-1]", "cites: []"},
      {&LawTexts::gates, "cites: [appi-20-1]", "cites: [appi-20-1, appi-20-1]"},
      {&LawTexts::gates, "name: use_within_purpose", "name: use_beyond_purpose"},
      {&LawTexts::exceptions, "limbs: [based_on_law]", "limbs: [based_on_lore]"},
      {&LawTexts::breaches, "persons_over: 1000, ", ""},
      {&LawTexts::breaches, "persons_over: 1000", "persons_over: many"},
      {&LawTexts::rights, "fee: yes", "fee: perhaps"},
      {&LawTexts::foreign, "code: GB", "code: uk"},
      {&LawTexts::amendments, "status: in_force", "latest: 2028-01-01, status: in_force"},
      {&LawTexts::rules, "rules:", "rules: 3\nmore:"},
      {&LawTexts::rules, "rules:", "rules: ["},
  };
  for (const Change& row : rows) {
    const auto book_read = read_changed(row);
    ASSERT_FALSE(book_read.has_value()) << row.from << " -> " << row.to;
    EXPECT_EQ(book_read.error().code(), base::ErrorCode::corrupt);
  }
}

TEST(LawBook, says_in_which_file_and_line_it_is_broken) {
  const auto broken = read_changed({&LawTexts::gates, "demand: proper", "demand: nothing"});
  ASSERT_FALSE(broken.has_value());
  const std::string text = broken.error().text();
  EXPECT_NE(text.find("file=law/gates.yaml"), std::string::npos) << text;
  EXPECT_NE(text.find("line=12"), std::string::npos) << text;
  EXPECT_NE(text.find("field=demand"), std::string::npos) << text;
}

// The trigger of a wrongful purpose was widened on 2024-04-01: two versions of one name.
TEST(LawBook, keeps_versions_of_a_name_apart_by_their_days) {
  const auto title_on = [](const char* date) {
    return book().as_of(day(date)).triggers.find("breach_wrongful_purpose")->title.en;
  };
  EXPECT_EQ(title_on("2024-03-31").find("about to be acquired"), std::string::npos);
  EXPECT_NE(title_on("2024-04-01").find("about to be acquired"), std::string::npos);
  EXPECT_FALSE(read_changed({&LawTexts::breaches, "to: 2024-03-31", "to: 2024-04-01"}).has_value());
}

TEST(LawBook, starts_a_promulgated_line_on_its_day_only_when_its_text_was_read) {
  const auto holds = [](const LawBook& law_book, const char* date) {
    return law_book.as_of(day(date)).has_rule("under_16");
  };
  const auto unread = read_changed({&LawTexts::rules, "    latest: 2028-07-16", "    from: 2027-01-17"});
  ASSERT_TRUE(unread.has_value());
  EXPECT_FALSE(holds(*unread, "2027-01-17"));
  LawTexts texts = shipped_texts();
  std::string rules(texts.rules);
  const std::size_t at = rules.find("name: under_16");
  rules.replace(rules.find("latest: 2028-07-16", at), 18, "from: 2027-01-17");
  rules.replace(rules.find("mark: K", at), 7, "mark: S");
  texts.rules = rules;
  const auto was_read = LawBook::read(texts);
  ASSERT_TRUE(was_read.has_value());
  EXPECT_FALSE(holds(*was_read, "2027-01-16"));
  EXPECT_TRUE(holds(*was_read, "2027-01-17"));
}

TEST(LawBook, simulates_what_is_promulgated_and_never_by_default) {
  const auto has = [](const char* date, With with) {
    return book().as_of(day(date), with).has_rule("under_16");
  };
  EXPECT_FALSE(has("2028-07-15", With::promulgated));
  EXPECT_TRUE(has("2028-07-16", With::promulgated));
  EXPECT_FALSE(has("2028-07-16", With::law_in_force));
  EXPECT_FALSE(has("2040-01-01", With::law_in_force));
}

TEST(LawBook, knows_the_steps_of_the_amendment_of_2026) {
  const auto steps = [](const char* date, With with) {
    const Law law = book().as_of(day(date), with);
    return std::array{law.amendments.find("appi_2026_step_1") != nullptr,
                      law.amendments.find("appi_2026_step_2") != nullptr,
                      law.amendments.find("appi_2026_step_3") != nullptr};
  };
  EXPECT_EQ(steps("2026-07-16", With::law_in_force), (std::array{false, false, false}));
  EXPECT_EQ(steps("2026-11-21", With::law_in_force), (std::array{true, false, false}));
  EXPECT_EQ(steps("2027-01-17", With::law_in_force), (std::array{true, true, false}));
  EXPECT_EQ(steps("2028-07-16", With::promulgated), (std::array{true, true, true}));
}

TEST(LawBook, gives_the_same_indexes_for_the_same_day) {
  const Law a = book().as_of(day("2026-11-21")), b = book().as_of(day("2026-11-21"));
  for (const Exception& exception : a.exceptions) {
    EXPECT_EQ(a.exceptions.index_of(exception.name.text()), b.exceptions.index_of(exception.name.text()));
  }
}

// L-T8: the new numbers of the telecom guideline were not read, so they are not printed.
TEST(LawBook, knows_where_an_article_went_and_prints_only_what_was_read) {
  const Law law = book().as_of(day("2026-11-21"));
  EXPECT_EQ(law.moved("appi-18-1"), nullptr);
  for (const char* row :
       {"telecom-guideline-2004-6-3", "telecom-guideline-2004-10-2", "telecom-guideline-2004-17-1",
        "telecom-guideline-2004-23", "telecom-guideline-2004-26"}) {
    ASSERT_NE(law.moved(row), nullptr) << row;
    EXPECT_EQ(law.moved(row)->printable(), nullptr) << row;
  }
}

}  // namespace
}  // namespace daicho::law
