// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal.h"
#include "base/local_date.h"
#include "base/period.h"
#include "policy/draft.h"
#include "policy/source.h"

namespace daicho::policy {

enum class Need { required, optional };

// The fields of one mapping of the file. Each is taken once by name and form; what is missing, of another
// form or left over is reported, and a neutral value stands in for it, so that one run finds everything.
class Fields {
 public:
  // `where` names the mapping in findings: `rule purpose: billing`.
  Fields(const Node& mapping, std::string where, Draft& draft);

  // The node of `name`, or nothing.
  const Node* take(std::string_view name, Need need);

  std::string text(std::string_view name, Need need);
  LocalText local_text(std::string_view name, Need need);
  std::optional<base::Term> term(std::string_view name, Need need);
  std::optional<base::LocalDate> date(std::string_view name, Need need);
  std::optional<base::Period> period(std::string_view name, Need need);
  std::optional<std::int16_t> minutes_of_day(std::string_view name, Need need);
  bool flag(std::string_view name, bool fallback);
  std::optional<Mention> mention(std::string_view name, Need need);
  // A list of words; one word alone is a list of one.
  std::vector<Mention> mentions(std::string_view name, Need need);

  // The promises that a rule carries, `B-107`, from its field `promises`.
  std::vector<std::string> promises();

  // The value among `choices` whose public_name stands there.
  template <typename Enum>
  Enum choice(std::string_view name, std::span<const Enum> choices, Enum fallback) {
    const auto word = mention(name, Need::optional);
    return word ? value_named(*word, name, choices).value_or(fallback) : fallback;
  }
  template <typename Enum>
  std::vector<Enum> choice_list(std::string_view name, std::span<const Enum> choices, Need need) {
    std::vector<Enum> values;
    for (const Mention& word : mentions(name, need)) {
      if (const auto value = value_named(word, name, choices)) values.push_back(*value);
    }
    return values;
  }

  // Reports every field that nobody took.
  void finish();

  Draft& draft() { return draft_; }
  Position position() const { return mapping_.position; }

 private:
  template <typename Enum>
  std::optional<Enum> value_named(const Mention& word, std::string_view field,
                                  std::span<const Enum> choices) {
    std::string names;
    for (const Enum value : choices) {
      if (public_name(value).text() == word.text) return value;
      names += (names.empty() ? "" : ", ") + std::string(public_name(value).text());
    }
    draft_.report(FindingCode::unknown_choice, word.position, {word.text, std::string(field), names});
    return std::nullopt;
  }

  const Node& mapping_;
  std::string where_;
  Draft& draft_;
  std::vector<bool> taken_;
};

}  // namespace daicho::policy
