// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace daicho::demo {

// A word and how it is read.
struct Reading {
  std::string_view kanji;
  std::string_view hiragana;
};

// The words of which people are made, from words.txt.
struct Words {
  std::vector<Reading> families, given_women, given_men, known_families, known_given;
  std::vector<std::string_view> occupations, companies, company_kinds, prefectures, cities, towns, houses,
      mail_domains, hobbies, services, payments, questions, answers, browsers, systems, pages;

  // Of the embedded file. Ends the program when it lacks a list.
  static Words carried();
};

}  // namespace daicho::demo
