// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace daicho::base {

// A name that a policy or law file declares: a purpose, an item, a clause, a rule.
//
// Terms may stand in logs, errors and the ledger, so what may become one is narrow: 1 to 64 characters, a
// lower-case letter first, then lower-case letters, digits and `_ - .`. No Japanese name, mail address or
// telephone number has that form. Only readers of declared vocabularies and of our own stored formats make
// Terms; what a caller typed is looked up among the declared Terms, never turned into one.
class Term {
 public:
  static constexpr std::size_t length_max = 64;

  // The Term of `text`, or nothing when it has not the form above.
  static std::optional<Term> declared(std::string_view text);

  const std::string& text() const { return text_; }

  friend bool operator==(const Term&, const Term&) = default;
  friend std::strong_ordering operator<=>(const Term&, const Term&) = default;

 private:
  explicit Term(std::string_view text) : text_(text) {}
  std::string text_;
};

}  // namespace daicho::base

template <>
struct std::hash<daicho::base::Term> {
  std::size_t operator()(const daicho::base::Term& term) const noexcept {
    return std::hash<std::string>{}(term.text());
  }
};
