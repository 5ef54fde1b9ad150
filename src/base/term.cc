// SPDX-License-Identifier: Apache-2.0
#include "base/term.h"

namespace daicho::base {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool may_follow(char c) {
  return is_lower(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

}  // namespace

std::optional<Term> Term::declared(std::string_view text) {
  if (text.empty() || text.size() > length_max || !is_lower(text.front())) return std::nullopt;
  for (char c : text.substr(1)) {
    if (!may_follow(c)) return std::nullopt;
  }
  return Term(text);
}

}  // namespace daicho::base
