// SPDX-License-Identifier: Apache-2.0
#include "people.h"

#include <algorithm>
#include <cstdio>

#include "text/kana.h"
#include "words.h"

namespace daicho::demo {
namespace {

// What a sequence of dice is about, so that one person's contracts do not hang on how the address was made.
enum About : std::uint64_t {
  about_person = 1,
  about_contracts = 2,
  about_invoices = 3,
  about_inquiries = 4,
  about_visits = 5
};

std::string digits(std::uint64_t number, int count) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llu", count, static_cast<unsigned long long>(number));
  return text;
}

std::string capitalised(std::string_view word) {
  std::string out(word);
  if (!out.empty())
    out.front() =
        static_cast<char>(out.front() >= 'a' && out.front() <= 'z' ? out.front() - 'a' + 'A' : out.front());
  return out;
}

std::string joined(std::string_view family, std::string_view given, std::string_view between) {
  return std::string(family).append(between).append(given);
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

People::People(std::uint64_t seed, base::LocalDate today)
    : seed_(seed), today_(today), words_(std::make_unique<Words>(Words::carried())) {}
People::~People() = default;

Dice People::dice(std::uint64_t number, std::uint64_t about) const {
  Dice mixed(seed_ ^ (number * 0xD6E8FEB86659FD93) ^ (about << 56));
  return Dice(mixed.next());
}

Person People::person(std::uint64_t number) const {
  const Words& words = *words_;
  const bool known = number <= known_people;
  Dice dice = this->dice(number, about_person);
  Person person;
  person.number = number;
  person.customer_number = "C-" + digits(number, 6);
  const bool woman = known ? number % 4 < 2 : dice.one_in(2);
  const Reading family = known ? words.known_families[number - 1] : dice.pick(words.families);
  const Reading given =
      known ? words.known_given[number - 1] : dice.pick(woman ? words.given_women : words.given_men);
  put_names(person, family, given);
  person.birth_date = today_.plus_years(-90).plus_days(dice.between(0, 72 * 365));
  person.sex = dice.one_in(12) ? "" : woman ? "女" : "男";
  put_contacts(person, dice, joined(text::hepburn(family.hiragana), text::hepburn(given.hiragana), "."));
  person.wants_news = known ? number != without_contract : dice.one_in(3);
  person.registered = day_ago(dice, 30, 5 * 365);
  const std::int32_t days_held = today_.days_since_epoch() - person.registered.days_since_epoch();
  person.last_contact = known ? today_.plus_days(-static_cast<std::int32_t>(number))
                              : person.registered.plus_days(dice.between(0, days_held));
  person.hobby = dice.one_in(20) ? std::string(dice.pick(words.hobbies)) : "";
  return person;
}

void People::put_names(Person& person, const Reading& family, const Reading& given) const {
  person.name_kanji = joined(family.kanji, given.kanji, "　");
  person.name_hiragana = joined(family.hiragana, given.hiragana, "　");
  person.name_katakana = text::to_katakana(person.name_hiragana);
  person.name_romaji =
      joined(capitalised(text::hepburn(family.hiragana)), capitalised(text::hepburn(given.hiragana)), " ");
}

void People::put_contacts(Person& person, Dice& dice, const std::string& mail_name) const {
  const Words& words = *words_;
  person.occupation = dice.pick(words.occupations);
  const std::string_view kind = dice.pick(words.company_kinds), company = dice.pick(words.companies);
  person.company = dice.one_in(4)   ? ""
                   : dice.one_in(2) ? joined(kind, company, "")
                                    : joined(company, kind, "");
  // No postal code begins with 000, no mobile number with 090-0, no area code is 0999.
  person.postal_code = "000-" + digits(dice.below(10'000), 4);
  person.address = std::string(dice.pick(words.prefectures))
                       .append(dice.pick(words.cities))
                       .append(dice.pick(words.towns));
  person.address += std::to_string(dice.between(1, 6)) + "丁目" + std::to_string(dice.between(1, 30)) + "番" +
                    std::to_string(dice.between(1, 20)) + "号";
  if (dice.one_in(3))
    person.address.append(dice.pick(words.houses)).append(std::to_string(dice.between(101, 909)));
  person.phone_mobile = "090-0" + digits(dice.below(1'000), 3) + "-" + digits(dice.below(10'000), 4);
  if (dice.one_in(2))
    person.phone_fixed = "0999-" + digits(dice.below(100), 2) + "-" + digits(dice.below(10'000), 4);
  std::string plain = mail_name;
  plain.erase(std::remove(plain.begin(), plain.end(), '\''), plain.end());
  const std::string_view domain = dice.pick(words.mail_domains);
  person.email = plain + "." + std::to_string(person.number) + "@" +
                 std::string(person.number <= known_people ? words.mail_domains.front() : domain);
}

std::vector<Contract> People::contracts(const Person& person) const {
  const Words& words = *words_;
  Dice dice = this->dice(person.number, about_contracts);
  std::vector<Contract> contracts;
  const bool known = person.number <= known_people;
  if (person.number == without_contract) return contracts;
  const std::size_t count = known ? 1 : dice.below(5) < 3 ? 1 : dice.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    Contract contract;
    contract.number = "K-" + digits(person.number, 6) + "-" + std::to_string(i + 1);
    contract.details = dice.pick(words.services);
    contract.begun = known ? today_.plus_days(-200) : day_ago(dice, 60, 12 * 365);
    const std::int32_t days = today_.days_since_epoch() - contract.begun.days_since_epoch();
    if (!known && dice.below(3) < 2)
      contract.ended = contract.begun.plus_days(dice.between(30, std::max(31, days)));
    if (contract.ended && *contract.ended > today_) contract.ended.reset();
    contract.transactions = contract.begun.text() + " 契約、初回訪問 1 回";
    contract.payment_method = dice.pick(words.payments);
    contracts.push_back(std::move(contract));
  }
  return contracts;
}

std::vector<Invoice> People::invoices(const Person& person, const Contract& contract) const {
  Dice dice = this->dice(person.number, about_invoices);
  std::vector<Invoice> invoices;
  const base::LocalDate last = contract.ended.value_or(today_);
  for (base::LocalDate day = contract.begun.plus_months(1); day <= last && invoices.size() < 3;
       day = day.plus_months(6)) {
    const std::int32_t amount = dice.between(3, 90) * 10'000;
    invoices.push_back(
        {contract.number, contract.details + " " + std::to_string(amount) + "円（税込）", day});
  }
  return invoices;
}

std::vector<Inquiry> People::inquiries(const Person& person) const {
  const Words& words = *words_;
  Dice dice = this->dice(person.number, about_inquiries);
  std::vector<Inquiry> inquiries;
  const std::size_t count = person.number <= known_people ? 1 : dice.below(4) == 0 ? 2 : dice.below(2);
  for (std::size_t i = 0; i < count; ++i) {
    const base::LocalDate day =
        person.number <= known_people ? person.last_contact : day_ago(dice, 1, 5 * 365);
    const std::size_t about = dice.below(words.questions.size());
    inquiries.push_back({day, std::string(words.questions[about]), std::string(words.answers[about])});
  }
  return inquiries;
}

std::vector<Visit> People::visits(const Person& person) const {
  const Words& words = *words_;
  // The three networks that are kept for examples (RFC 5737).
  constexpr std::string_view networks[] = {"192.0.2.", "198.51.100.", "203.0.113."};
  Dice dice = this->dice(person.number, about_visits);
  std::vector<Visit> visits;
  const std::size_t count = dice.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    Visit visit;
    visit.day = day_ago(dice, 1, 4 * 365);
    visit.time =
        digits(dice.below(24), 2) + ":" + digits(dice.below(60), 2) + ":" + digits(dice.below(60), 2);
    visit.ip_address = std::string(dice.pick(networks)) + std::to_string(dice.between(1, 254));
    visit.browser = dice.pick(words.browsers);
    visit.operating_system = dice.pick(words.systems);
    visit.cookie = "kaku-" + digits(dice.next() % 1'000'000'000, 9);
    visit.access_log = "GET " + std::string(dice.pick(words.pages)) + " 200";
    visits.push_back(std::move(visit));
  }
  return visits;
}

}  // namespace daicho::demo
