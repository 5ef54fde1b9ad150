// SPDX-License-Identifier: Apache-2.0
#include "people.h"

#include <gtest/gtest.h>

#include <set>

#include "text/address.h"
#include "text/charset.h"
#include "text/email.h"
#include "text/identifiers.h"
#include "text/names.h"
#include "text/phone.h"

namespace daicho::demo {
namespace {

const base::LocalDate today = *base::LocalDate::of(2026, 11, 21);
constexpr std::uint64_t count = 2'000;

TEST(People, have_names_in_all_four_scripts) {
  const People people(7, today);
  for (std::uint64_t number = 1; number <= count; ++number) {
    const Person person = people.person(number);
    EXPECT_TRUE(text::is_written_in(text::NameScript::kanji, person.name_kanji)) << person.name_kanji;
    EXPECT_TRUE(text::is_written_in(text::NameScript::hiragana, person.name_hiragana))
        << person.name_hiragana;
    EXPECT_TRUE(text::is_written_in(text::NameScript::katakana, person.name_katakana))
        << person.name_katakana;
    EXPECT_TRUE(text::is_written_in(text::NameScript::romaji, person.name_romaji)) << person.name_romaji;
    EXPECT_TRUE(text::encode(person.name_kanji, text::Encoding::cp932).has_value()) << person.name_kanji;
  }
}

TEST(People, have_contacts_that_are_well_formed_and_belong_to_nobody) {
  const People people(7, today);
  std::set<std::string> emails;
  for (std::uint64_t number = 1; number <= count; ++number) {
    const Person person = people.person(number);
    const auto mobile = text::parse_phone(person.phone_mobile);
    ASSERT_TRUE(mobile.has_value()) << person.phone_mobile;
    EXPECT_EQ(mobile->kind, text::PhoneKind::mobile);
    EXPECT_TRUE(person.phone_mobile.starts_with("090-0")) << person.phone_mobile;
    if (!person.phone_fixed.empty()) {
      const auto fixed = text::parse_phone(person.phone_fixed);
      ASSERT_TRUE(fixed.has_value()) << person.phone_fixed;
      EXPECT_EQ(fixed->kind, text::PhoneKind::fixed);
    }
    EXPECT_TRUE(text::parse_postal_code(person.postal_code).has_value() &&
                person.postal_code.starts_with("000-"))
        << person.postal_code;
    EXPECT_FALSE(text::address_keys(person.address).empty());
    const auto email = text::parse_email(person.email);
    ASSERT_TRUE(email.has_value()) << person.email;
    EXPECT_NE(email->domain.find("example."), std::string::npos);
    EXPECT_TRUE(emails.insert(person.email).second) << person.email;
  }
}

TEST(People, bring_no_identification_codes_with_them) {
  const People people(7, today);
  const auto expect_none = [](const std::string& text) {
    for (const text::IdentifierFinding& finding : text::find_identifiers(text)) {
      EXPECT_FALSE(text::is_identification_code(finding.kind) &&
                   finding.confidence == text::Confidence::certain_context)
          << text;
    }
  };
  for (std::uint64_t number = 1; number <= count; ++number) {
    const Person person = people.person(number);
    expect_none(person.address);
    for (const Inquiry& inquiry : people.inquiries(person)) expect_none(inquiry.text + inquiry.answer);
    for (const Visit& visit : people.visits(person)) expect_none(visit.cookie + visit.access_log);
  }
}

TEST(People, are_the_same_for_the_same_seed_and_others_for_another) {
  const People one(7, today), same(7, today), other(8, today);
  std::size_t different = 0;
  for (std::uint64_t number = 1; number <= 100; ++number) {
    EXPECT_EQ(one.person(number).email, same.person(number).email);
    EXPECT_EQ(one.person(number).address, same.person(number).address);
    different += one.person(number).address != other.person(number).address ? 1 : 0;
  }
  EXPECT_GT(different, 90u);
  EXPECT_EQ(one.person(1).email, other.person(1).email);
  EXPECT_EQ(one.person(1).name_kanji, "髙橋　架乃");
  EXPECT_EQ(one.person(1).email, "takahashi.kano.1@example.jp");
}

TEST(People, of_the_tour_have_a_running_contract_but_for_one_and_an_inquiry_of_these_days) {
  const People people(7, today);
  for (std::uint64_t number = 1; number <= People::known_people; ++number) {
    const Person person = people.person(number);
    const std::vector<Contract> contracts = people.contracts(person);
    ASSERT_EQ(contracts.size(), number == People::without_contract ? 0u : 1u);
    if (!contracts.empty()) {
      EXPECT_FALSE(contracts.front().ended.has_value());
    }
    ASSERT_EQ(people.inquiries(person).size(), 1u);
    EXPECT_GT(person.last_contact, today.plus_days(-30));
    EXPECT_EQ(person.wants_news, number != People::without_contract);
  }
}

TEST(People, do_nothing_in_the_future_and_some_of_it_long_ago) {
  const People people(7, today);
  std::size_t old_visits = 0, old_inquiries = 0, ended_contracts = 0;
  for (std::uint64_t number = 1; number <= count; ++number) {
    const Person person = people.person(number);
    EXPECT_LE(person.registered, person.last_contact);
    EXPECT_LE(person.last_contact, today);
    for (const Contract& contract : people.contracts(person)) {
      EXPECT_LE(contract.begun, contract.ended.value_or(today));
      EXPECT_LE(contract.ended.value_or(today), today);
      ended_contracts += contract.ended ? 1 : 0;
      for (const Invoice& invoice : people.invoices(person, contract)) EXPECT_LE(invoice.issued, today);
    }
    for (const Inquiry& inquiry : people.inquiries(person)) {
      EXPECT_LT(inquiry.received, today);
      old_inquiries += inquiry.received < today.plus_years(-3) ? 1 : 0;
    }
    for (const Visit& visit : people.visits(person)) {
      EXPECT_LT(visit.day, today);
      old_visits += visit.day < today.plus_years(-2) ? 1 : 0;
    }
  }
  EXPECT_GT(old_visits, 100u);
  EXPECT_GT(old_inquiries, 100u);
  EXPECT_GT(ended_contracts, 100u);
}

}  // namespace
}  // namespace daicho::demo
