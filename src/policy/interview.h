// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/law_terms.h"

namespace daicho::policy {

// A question that a company is asked before its first policy is written (text/interview.txt).
struct InterviewQuestion {
  enum class Form : std::uint8_t { name = 1, text, date, number, years, one, some };
  std::string name;
  Form form = Form::text;
  std::vector<std::string> choices;   // of one and some
  std::vector<std::string> fallback;  // the answer when none is given; empty: it must be answered
  LocalText prompt;

  // What was answered, as words; nothing when it has not the form that is asked for.
  std::optional<std::vector<std::string>> accept(std::string_view given) const;
};
std::vector<InterviewQuestion> questions();

// The answers, by the names of the questions.
using Answers = std::map<std::string, std::vector<std::string>, std::less<>>;

// What an answer means in law, for the company to know.
struct Consequence {
  std::string article;  // a citation's name
  LocalText text;
};
std::vector<Consequence> consequences_of(const Answers& answers);

// A first policy file for a company with these answers: one to every question. Each clause carries its rules;
// the checker finds nothing in it. `remarks` stand at its head as comments, one a line.
std::string first_policy(const Answers& answers, const std::vector<std::string>& remarks);

}  // namespace daicho::policy
