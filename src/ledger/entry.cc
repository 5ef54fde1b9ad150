// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include "base/check.h"

namespace daicho::ledger {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool may_follow(char c) {
  constexpr std::string_view marks = " ().,_-";
  return is_letter(c) || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<Citation> Citation::declared(std::string_view text) {
  if (text.empty() || text.size() > length_max || !is_letter(text.front())) return std::nullopt;
  for (char c : text) {
    if (!may_follow(c)) return std::nullopt;
  }
  return Citation(text);
}

base::Term term(base::Literal text) {
  auto declared = base::Term::declared(text.text());
  CHECK(declared.has_value());
  return std::move(*declared);
}

}  // namespace daicho::ledger
