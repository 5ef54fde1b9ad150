// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/local_date.h"

// Fictional people for demonstrations and measurements. Nobody of them exists: places are called 架空
// (fictional), numbers stand in ranges that are given to nobody, and mail goes to example domains (RFC 2606).
namespace daicho::demo {

// A sequence of numbers that hangs on its seed alone (splitmix64): the same on every machine and with every
// compiler.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // From 0 to `count` - 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  std::int32_t between(std::int32_t first, std::int32_t last) {
    return first + static_cast<std::int32_t>(below(static_cast<std::size_t>(last - first + 1)));
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

// One fictional person, with what business systems know of them.
struct Person {
  std::uint64_t number = 0;  // from 1
  std::string customer_number;
  std::string name_kanji, name_hiragana, name_katakana, name_romaji;
  base::LocalDate birth_date;
  std::string sex;
  std::string occupation, company;
  std::string postal_code, address;
  std::string phone_mobile, phone_fixed;  // the fixed one may be empty
  std::string email, hobby;
  bool wants_news = false;
  base::LocalDate registered, last_contact;
};

// One contract of a person.
struct Contract {
  std::string number, details, transactions, payment_method;
  base::LocalDate begun;
  std::optional<base::LocalDate> ended;
};
// One invoice of a contract.
struct Invoice {
  std::string contract_number, details;
  base::LocalDate issued;
};
// One inquiry.
struct Inquiry {
  base::LocalDate received;
  std::string text, answer;
};
// One visit of the website.
struct Visit {
  base::LocalDate day;
  std::string time;  // HH:MM:SS in Japan
  std::string ip_address, browser, operating_system, cookie, access_log;
};

struct Reading;
struct Words;

// Makes people and what happened to them. Each is made of seed, number and `today` alone, in any order.
class People {
 public:
  // The first people have the same names, customer numbers and mail addresses whatever the seed, an inquiry
  // of these days and, but for one, a contract that runs: the tour of the demonstration knows them.
  static constexpr std::uint64_t known_people = 4, without_contract = 4;

  People(std::uint64_t seed, base::LocalDate today);
  ~People();

  Person person(std::uint64_t number) const;
  std::vector<Contract> contracts(const Person& person) const;
  std::vector<Invoice> invoices(const Person& person, const Contract& contract) const;
  std::vector<Inquiry> inquiries(const Person& person) const;
  std::vector<Visit> visits(const Person& person) const;

 private:
  Dice dice(std::uint64_t number, std::uint64_t about) const;
  void put_names(Person& person, const Reading& family, const Reading& given) const;
  void put_contacts(Person& person, Dice& dice, const std::string& mail_name) const;
  base::LocalDate day_ago(Dice& dice, std::int32_t days_min, std::int32_t days_max) const {
    return today_.plus_days(-dice.between(days_min, days_max));
  }

  std::uint64_t seed_;
  base::LocalDate today_;
  std::unique_ptr<const Words> words_;
};

}  // namespace daicho::demo
