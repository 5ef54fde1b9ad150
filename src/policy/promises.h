// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal.h"
#include "policy/findings.h"

namespace daicho::policy {

// How far a sentence binds the operator.
enum class Strength : std::uint8_t {
  hard = 1,    // a duty
  effort = 2,  // to be striven for: a miss is a finding, not a breach
  soft = 3,    // a permission or an intention
  state = 4,   // a statement of fact that must stay true
};
base::Literal public_name(Strength strength);

// One promise that a register of promises lists.
struct Promise {
  std::string id;
  std::string clause;  // where the promise was read, as printed there
  Strength strength = Strength::hard;
  LocalText text;
  std::string finding;  // the code of the checker's finding that shows it, where no rule can
};

// What became of a gap or contradiction that was found in what the promises were read from.
enum class Treatment : std::uint8_t {
  open = 1,      // repeated as it is; a reader or the checker sees it
  repaired = 2,  // the operator decided something, and its text says so
  law = 3,       // the law's rule applies over it
};
base::Literal public_name(Treatment treatment);

// A gap or contradiction in what the promises were read from.
struct Gap {
  std::string id;  // B-G4, X-7, Z-2
  Treatment treatment = Treatment::open;
  LocalText text;
};

// The promises that a company has made, and the policies that keep them (policies/promises.yaml).
struct PromiseRegister {
  // Which policy keeps the promises whose id begins with `letters`.
  struct Series {
    std::string letters;
    std::string policy;
  };
  std::vector<Series> series;
  std::vector<Promise> promises;
  std::vector<Gap> gaps;

  // The policy that keeps the promise or gap `id`; empty when the register does not say.
  std::string_view policy_of(std::string_view id) const;
};

// Whether `text` has the form of a promise id: capital letters, a dash, capital letters, digits or dots.
bool is_promise_id(std::string_view text);

// Reads a register of promises; what is wrong with it stands in `findings`.
PromiseRegister read_promise_register(std::string_view yaml, Findings& findings);

}  // namespace daicho::policy
