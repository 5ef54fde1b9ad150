// SPDX-License-Identifier: Apache-2.0
#include "law/rights.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "law/law_book.h"

namespace daicho::law {
namespace {

using base::LocalDate;
using Kind = Right::Kind;

Law law_of_today() {
  return LawBook::shipped().value().as_of(LocalDate::parse("2026-11-21").value());
}

TEST(Rights, are_those_of_the_law) {
  const struct {
    Kind kind;
    const char* article;
    std::size_t grounds, refusals;
    bool fee, explains, substitute, waits_for_suit;
  } rows[] = {
      {Kind::purpose_notice, "appi-32-2", 0, 5, true, true, false, false},
      {Kind::disclosure, "appi-33-1", 0, 5, true, true, false, true},
      {Kind::provision_record_disclosure, "appi-33-5", 0, 4, true, true, false, true},
      {Kind::correction, "appi-34-1", 1, 4, false, true, false, true},
      {Kind::cessation, "appi-35-1", 6, 2, false, true, true, true},
      {Kind::provision_stop, "appi-35-3", 5, 2, false, true, true, true},
      {Kind::overseas_measures, "appi-28-3", 0, 0, false, false, false, false},
  };
  const Law law = law_of_today();
  ASSERT_EQ(law.rights.size(), std::size(rows));
  for (const auto& row : rows) {
    const auto at = law.right(row.kind);
    ASSERT_TRUE(at.has_value()) << row.article;
    const Right& right = law.rights[*at];
    EXPECT_EQ(law.citations[right.cites.front()].name.text(), row.article);
    EXPECT_EQ(right.grounds.size(), row.grounds) << row.article;
    EXPECT_EQ(right.refusals.size(), row.refusals) << row.article;
    EXPECT_EQ(right.fee, row.fee) << row.article;
    EXPECT_EQ(right.explains, row.explains) << row.article;
    EXPECT_EQ(right.substitute, row.substitute) << row.article;
    EXPECT_EQ(right.waits_for_suit, row.waits_for_suit) << row.article;
  }
}

// A refusal ground of disclosure is none of correction.
TEST(Rights, share_no_refusal_ground_but_secret_existence) {
  const Law law = law_of_today();
  for (const Ref<Refusal>& refusal : law.rights[*law.right(Kind::disclosure)].refusals) {
    for (const Ref<Refusal>& other : law.rights[*law.right(Kind::correction)].refusals) {
      if (refusal.name == other.name) {
        EXPECT_TRUE(law.refusals[refusal].conceals) << refusal.name.text();
      }
    }
  }
}

TEST(PublishedMatters, hold_the_name_of_the_representative) {
  const Law law = law_of_today();
  const Notice* matters = law.notices.find("published_matters");
  ASSERT_NE(matters, nullptr);
  EXPECT_EQ(matters->matters.size(), 10u);
  EXPECT_TRUE(std::any_of(matters->matters.begin(), matters->matters.end(), [](const Ref<Matter>& matter) {
    return matter.name.text() == "operator_representative";
  }));
}

TEST(Records, have_the_columns_and_periods_of_their_route) {
  using Side = RecordForm::Side;
  using Route = RecordForm::Route;
  const struct {
    Side side;
    Route route;
    const char* columns;
    const char* keeps;  // each, batch, contract
  } rows[] = {
      {Side::provider, Route::consent, "consent_obtained third_party person items ", "36 36 12"},
      {Side::provider, Route::opt_out, "date third_party person items ", "36 - -"},
      {Side::provider, Route::person_related, "consent_confirmed date third_party person_related_items ",
       "36 36 12"},
      {Side::receiver, Route::consent, "consent_obtained provider how_acquired person items ", "36 36 12"},
      {Side::receiver, Route::opt_out, "date provider how_acquired person items filing_published ", "36 - -"},
      {Side::receiver, Route::person_related, "consent_obtained provider person items ", "36 36 12"},
      {Side::receiver, Route::private_source, "provider how_acquired person items ", "36 36 -"},
  };
  const Law law = law_of_today();
  for (const auto& row : rows) {
    const auto at = law.record(row.side, row.route);
    ASSERT_TRUE(at.has_value()) << row.columns;
    const RecordForm& form = law.records[*at];
    std::string columns;
    for (const Ref<Column>& column : form.columns) columns += law.columns[column].name.text() + " ";
    EXPECT_EQ(columns, row.columns);
    const auto months = [&law](const Refs<Statute>& keeps) {
      return keeps.empty() ? std::string("-") : std::to_string(law.statutes[keeps.front()].period.months);
    };
    EXPECT_EQ(months(form.keeps_each) + " " + months(form.keeps_batch) + " " + months(form.keeps_contract),
              row.keeps)
        << row.columns;
  }
  EXPECT_FALSE(law.record(Side::provider, Route::private_source).has_value());
}

TEST(Duties, cover_every_subject) {
  const Law law = law_of_today();
  using Subject = Duty::Subject;
  const std::pair<Subject, std::size_t> rows[] = {
      {Subject::handling, 20},    {Subject::foreign, 4},     {Subject::pseudonymised, 7},
      {Subject::anonymised, 9},   {Subject::my_number, 10},  {Subject::secrecy, 6},
      {Subject::transmission, 4}, {Subject::advertising, 5}, {Subject::solicitation, 4},
  };
  for (const auto& [subject, least] : rows) {
    const Subject wanted = subject;
    const auto count = std::count_if(law.duties.begin(), law.duties.end(),
                                     [wanted](const Duty& duty) { return duty.subject == wanted; });
    EXPECT_GE(static_cast<std::size_t>(count), least) << public_name(subject).text();
  }
}

}  // namespace
}  // namespace daicho::law
