// SPDX-License-Identifier: Apache-2.0
#include "law/listing.h"

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
bool has(const std::vector<ListedLine>& lines, std::string_view name) {
  return std::any_of(lines.begin(), lines.end(),
                     [name](const ListedLine& l) { return l.name.text() == name; });
}

TEST(Listing, prints_every_line_in_both_languages) {
  const auto lines = list_law(book(), day("2026-11-21"));
  EXPECT_GT(lines.size(), 700u);
  for (const ListedLine& line : lines) {
    EXPECT_FALSE(line.title.ja.empty()) << line.name.text();
    EXPECT_FALSE(line.title.en.empty()) << line.name.text();
    EXPECT_EQ(line.standing, Standing::in_force) << line.name.text();
  }
}

TEST(Listing, shows_the_amendment_as_coming_and_nowhere_else) {
  const auto today = day("2026-11-21");
  for (const char* name : {"under_16", "surcharge", "relaxed_breach_notice", "penalties_raised",
                           "appi_2026_step_2", "appi_2026_step_3", "safety_examples_2027"}) {
    EXPECT_TRUE(has(list_coming(book(), today), name)) << name;
    EXPECT_FALSE(has(list_law(book(), today), name)) << name;
  }
  EXPECT_FALSE(has(list_coming(book(), today), "appi_2026_step_1"));
  const LawBook all = book();
  const auto is_promulgated = [](const Rule& rule) { return rule.status == Status::promulgated; };
  EXPECT_EQ(std::count_if(all.rules().begin(), all.rules().end(), is_promulgated), 12);
}

TEST(Listing, says_how_a_line_stands_on_a_day) {
  const struct {
    const char* name;
    const char* date;
    With with;
    Standing standing;
  } rows[] = {
      {"purpose_limit", "2026-11-21", With::law_in_force, Standing::in_force},
      {"purpose_limit", "2022-03-31", With::law_in_force, Standing::coming},
      {"under_16", "2026-11-21", With::promulgated, Standing::coming},
      {"under_16", "2028-07-16", With::promulgated, Standing::simulated},
      {"under_16", "2028-07-16", With::law_in_force, Standing::coming},
      {"telecom-guideline-2004-23", "2026-11-21", With::law_in_force, Standing::ended},
  };
  for (const auto& row : rows) {
    const auto lines = show_law(book(), row.name, day(row.date), row.with);
    ASSERT_EQ(lines.size(), 1u) << row.name;
    EXPECT_EQ(lines[0].standing, row.standing) << row.name << " " << row.date;
  }
  EXPECT_TRUE(show_law(book(), "no_such_line", day("2026-11-21")).empty());
}

TEST(Listing, follows_a_rule_that_commenced) {
  LawBook simulated = book();
  ASSERT_TRUE(simulated.commence("under_16", day("2028-04-01")).has_value());
  EXPECT_EQ(show_law(simulated, "under_16", day("2028-04-01"))[0].standing, Standing::in_force);
  EXPECT_EQ(show_law(simulated, "under_16", day("2028-03-31"))[0].standing, Standing::coming);
}

TEST(Listing, shows_every_version_of_a_line_with_its_articles_source_and_fields) {
  const auto versions = show_law(book(), "breach_wrongful_purpose", day("2026-11-21"));
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].standing, Standing::ended);
  EXPECT_EQ(versions[1].standing, Standing::in_force);
  EXPECT_EQ(versions[1].cited.ja, "個人情報保護法施行規則第7条");
  EXPECT_EQ(versions[1].cited.en, "APPI Rules 7");
  EXPECT_EQ(versions[1].backing, Backing::official);
  EXPECT_FALSE(versions[1].source.ja.empty());
  const auto& fields = versions[1].fields;
  EXPECT_TRUE(std::count(fields.begin(), fields.end(),
                         std::pair<std::string, std::string>("fact", "wrongful_purpose")));
}

TEST(Listing, marks_what_was_not_read) {
  const std::pair<const char*, Backing> rows[] = {{"companies-act-318", Backing::unverified},
                                                  {"appi-18-1", Backing::official},
                                                  {"email-act-3", Backing::secondary},
                                                  {"secrecy_warrant", Backing::unverified},
                                                  {"under_16", Backing::unverified}};
  for (const auto& [name, backing] : rows) {
    EXPECT_EQ(show_law(book(), name, day("2026-11-21"))[0].backing, backing) << name;
  }
}

}  // namespace
}  // namespace daicho::law
