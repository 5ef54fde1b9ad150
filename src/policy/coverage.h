// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/outline.h"
#include "policy/promises.h"

namespace daicho::policy {

// How a promise stands in the policy that must keep it; the best of its rules counts.
enum class PromiseState : std::uint8_t {
  enforced = 1,
  watched = 2,
  statement = 3,
  finding = 4,  // no rule can keep it; the checker shows it
  gap = 5,      // nothing keeps it
};
base::Literal public_name(PromiseState state);

// A rule that carries a promise.
struct Keeper {
  std::size_t clause;  // the place in Outline::clauses
  std::size_t rule;    // and in its rules
};

// A place in a scenario file that shows a promise.
struct Showing {
  std::string file;
  std::uint32_t line = 0;
};

// What keeps one promise, and which scenarios show it.
struct PromiseCoverage {
  Promise promise;
  PromiseState state = PromiseState::gap;
  std::vector<Keeper> keepers;
  std::vector<Showing> kept;    // something is permitted or done, as promised
  std::vector<Showing> broken;  // what would break it is refused
};

// What one policy file keeps of a register of promises.
struct Coverage {
  Outline outline;
  std::vector<PromiseCoverage> promises;  // in the order of the register
  std::vector<std::string> strangers;     // ids in the file that the register does not list
  std::vector<Gap> gaps;                  // of what this policy was modelled on
  std::vector<Gap> common_gaps;           // of no single policy

  std::size_t count(PromiseState state) const;
};

// What `outline` keeps. `findings` are the checker's for the same file. Of the register, what belongs to
// the file's policy counts; without a register, the ids that the file names.
//
// A promise named by a rule is kept by that rule. One that only a clause names is kept by the clause's rules
// that name none; when there are none, by nothing.
Coverage cover(Outline outline, const Findings& findings, const PromiseRegister& promises);

// Adds what a scenario shows: a step with `promise: ID` and an expectation. A promise that only the head of
// the scenario names is shown by its first step of each sort. `file` is how the place is printed.
void add_scenario(Coverage& coverage, const Node& scenario, std::string_view file);

}  // namespace daicho::policy
