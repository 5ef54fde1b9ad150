// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/term.h"
#include "policy/law_terms.h"
#include "policy/names.h"

namespace daicho::policy {

// A place in the policy file; both count from 1.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend auto operator<=>(Position, Position) = default;
};

// What every declared thing has: its name, its printed label, the clause that declares it and the place.
struct Declared {
  base::Term name;
  LocalText label;
  ClauseIndex clause;
  Position position;
  std::vector<std::string> promises = {};  // register ids the rule carries, e.g. B-107
};

}  // namespace daicho::policy
