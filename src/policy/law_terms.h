// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/local_date.h"
#include "base/term.h"

namespace daicho::policy {

// A text in both languages. The Japanese is the one that counts.
struct LocalText {
  std::string ja;
  std::string en;
  // The text in `language`; the Japanese where there is no English.
  const std::string& in(base::Language language) const {
    return language == base::Language::en && !en.empty() ? en : ja;
  }
};

// What a policy needs to know of an article of law. The caller takes it from law/, as of the policy's day.
struct Citation {
  base::Term name;    // appi-18-3-1
  LocalText printed;  // 個人情報保護法第18条第3項第1号 / APPI 18(3)(i)
};

// How long a statute obliges to keep, and from when it counts.
struct StatutePeriod {
  base::Term name;          // companies_act_432
  base::Term citation;      // the article, a Citation's name
  std::int32_t months = 0;  // the period: 10 years are 120
  // Months from the base date to the day from which the statute counts: the return deadline lies 2 months
  // after the end of the year.
  std::int32_t months_before_start = 0;
  // Whether that day itself is the first day (…から起算して); otherwise the next day is (Civil Code 140).
  bool counts_first_day = false;
  // The day the law names (the closing of the books, the end of the business year); unknown until reported.
  std::optional<base::LocalDate> base_date = {};
};

// The law as far as a policy refers to it. An index into neither list is ever stored.
struct LawTerms {
  std::vector<Citation> citations;
  std::vector<StatutePeriod> statutes;
  // The countries designated as having a system equal to Japan's (APPI 28(1)), by two letters; none are known
  // when empty.
  std::vector<std::string> equal_countries = {};
  std::vector<Citation> outdated = {};  // articles that were in force once, as texts printed them

  // By name or by printed form in either language.
  const Citation* find_citation(std::string_view text) const;
  const StatutePeriod* find_statute(std::string_view name) const;
};

}  // namespace daicho::policy
