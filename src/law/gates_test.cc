// SPDX-License-Identifier: Apache-2.0
#include "law/gates.h"

#include <gtest/gtest.h>

#include <set>

#include "law/law_book.h"

namespace daicho::law {
namespace {

using base::LocalDate;

Law law_of_today() {
  return LawBook::shipped().value().as_of(LocalDate::parse("2026-11-21").value());
}

template <typename Line>
std::string names(const Table<Line>& table, const Refs<Line>& refs) {
  std::string text;
  for (const Ref<Line>& ref : refs) text += (text.empty() ? "" : " ") + table[ref].name.text();
  return text;
}

std::string demands(const Law& law, Category category, Operation operation) {
  std::string text;
  for (const Index<Gate> gate : law.gates_on(category, operation)) {
    text += (text.empty() ? "" : " ") + std::string(public_name(law.gates[gate].demand).text());
  }
  return text;
}

TEST(Gates, demand_what_the_law_demands) {
  const struct {
    Category category;
    Operation operation;
    const char* demands;
  } rows[] = {
      {Category::personal, Operation::acquire, "proper notice notice"},
      {Category::personal, Operation::use, "purpose proper"},
      {Category::personal, Operation::provide, "consent record"},
      {Category::personal, Operation::provide_abroad, "consent record"},
      {Category::personal, Operation::receive, "confirmation record"},
      {Category::personal, Operation::match, ""},
      {Category::special_care, Operation::acquire, "proper notice notice consent"},
      {Category::special_care, Operation::use, "purpose proper"},
      {Category::identification_code, Operation::provide, "consent record"},
      {Category::person_related, Operation::use, ""},
      {Category::person_related, Operation::provide, "confirmation record"},
      {Category::person_related, Operation::transmit, "notice"},
      {Category::communication_secret, Operation::use, "purpose proper individual_consent"},
      {Category::communication_secret, Operation::provide, "consent record individual_consent"},
      {Category::my_number, Operation::acquire, "proper notice notice listed_work"},
      {Category::my_number, Operation::provide, "consent record listed_work"},
      {Category::pseudonymised, Operation::provide, "forbidden"},
      {Category::pseudonymised, Operation::match, "forbidden"},
      {Category::pseudonymised, Operation::contact, "forbidden"},
      {Category::pseudonymised, Operation::use, "purpose proper"},
      {Category::pseudonymised, Operation::acquire, "proper notice"},
      {Category::anonymised, Operation::provide, "notice"},
      {Category::anonymised, Operation::match, "forbidden"},
      {Category::anonymised, Operation::use, ""},
  };
  const Law law = law_of_today();
  for (const auto& row : rows) {
    EXPECT_EQ(demands(law, row.category, row.operation), row.demands)
        << public_name(row.category).text() << " " << public_name(row.operation).text();
  }
}

TEST(Exceptions, have_all_the_limbs_of_the_article) {
  const std::pair<const char*, const char*> rows[] = {
      {"purpose_law", "based_on_law"},
      {"purpose_life", "protects_life_body_property consent_difficult"},
      {"purpose_health", "public_health_or_children consent_difficult"},
      {"purpose_state", "state_cooperation consent_hinders"},
      {"purpose_academic", "operator_is_academic academic_purpose no_unjust_harm"},
      {"purpose_to_academic", "receiver_is_academic academic_purpose no_unjust_harm"},
      {"special_care_life", "protects_life_body_property consent_difficult"},
      {"special_care_from_academic", "source_is_academic academic_purpose no_unjust_harm joint_research"},
      {"special_care_published", "published_by_those_listed"},
      {"provision_state", "state_cooperation consent_hinders"},
      {"provision_academic_results", "operator_is_academic academic_publication_unavoidable no_unjust_harm"},
      {"provision_opt_out", "opt_out_told opt_out_filed opt_out_stops_on_request opt_out_not_barred"},
      {"equal_country", "country_is_equal article_27_met"},
      {"equivalent_system", "system_is_equivalent article_27_met"},
  };
  const Law law = law_of_today();
  for (const auto& [name, limbs] : rows) {
    const Exception* exception = law.exceptions.find(name);
    ASSERT_NE(exception, nullptr) << name;
    EXPECT_EQ(names(law.limbs, exception->limbs), limbs) << name;
  }
}

TEST(Exceptions, are_as_many_as_the_articles_have_items) {
  const std::pair<const char*, std::size_t> rows[] = {
      {"use_within_purpose", 6},                 // APPI 18(3)
      {"special_care_with_consent", 9},          // 20(2): eight items, the last in two cases
      {"notice_on_acquisition", 5},              // 21(4), and 21(1) itself
      {"notice_before_written_acquisition", 5},  // 21(4), and the proviso of 21(2)
      {"provide_with_consent", 11},              // 27(1), opt-out, 27(5)
      {"provide_abroad_with_consent", 9},        // 27(1), equal country, equivalent system
      {"person_related_confirmed", 7},           // 31(1): 27(1)
      {"my_number_used_for_listed_work", 0},
      {"pseudonymised_not_matched", 0},
      {"anonymised_not_matched", 0},
  };
  const Law law = law_of_today();
  for (const auto& [name, count] : rows) {
    const auto gate = law.gates.index_of(name);
    ASSERT_TRUE(gate.has_value()) << name;
    EXPECT_EQ(law.lifting(*gate).size(), count) << name;
  }
}

// A-022, L-T1, L-M1.
TEST(Exceptions, of_the_APPI_lift_neither_secrecy_nor_My_Number) {
  const Law law = law_of_today();
  for (const Exception& exception : law.exceptions) {
    for (const Ref<Gate>& lifted : exception.lifts) {
      const Category category = law.gates[lifted].category;
      EXPECT_NE(category, Category::my_number) << exception.name.text();
      if (category != Category::communication_secret) continue;
      EXPECT_EQ(names(law.citations, exception.cites), "tba-4-1") << exception.name.text();
    }
  }
}

// L-29.3: entrustment, succession and joint use free from the record at home; abroad on consent they do not.
TEST(Exceptions, of_article_27_5_do_not_reach_provision_abroad) {
  const Law law = law_of_today();
  for (const char* name : {"entrustment", "succession", "joint_use", "provision_opt_out"}) {
    for (const Ref<Gate>& lifted : law.exceptions.find(name)->lifts) {
      EXPECT_NE(law.gates[lifted].operation, Operation::provide_abroad) << name;
    }
  }
}

TEST(Limbs, say_what_shows_them_in_both_languages) {
  const Law law = law_of_today();
  std::set<std::string> used;
  for (const Exception& exception : law.exceptions) {
    for (const Ref<Limb>& limb : exception.limbs) used.insert(law.limbs[limb].name.text());
  }
  EXPECT_EQ(used.size(), law.limbs.size()) << "a limb belongs to no exception";
  for (const Limb& limb : law.limbs) {
    EXPECT_FALSE(limb.evidence.ja.empty() || limb.evidence.en.empty()) << limb.name.text();
  }
}

TEST(Countries, are_the_EEA_and_the_United_Kingdom) {
  const Law law = law_of_today();
  for (const char* code : {"GB", "DE", "FR", "IS", "NO", "LI"})
    EXPECT_TRUE(law.is_equal_country(code)) << code;
  for (const char* code : {"US", "CN", "JP", "CH", "", "gb"})
    EXPECT_FALSE(law.is_equal_country(code)) << code;
  EXPECT_EQ(law.countries.size(), 31u);
}

}  // namespace
}  // namespace daicho::law
