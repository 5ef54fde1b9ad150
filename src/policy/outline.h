// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/literal.h"
#include "policy/policy.h"
#include "policy/source.h"

namespace daicho::policy {

// How a rule keeps the sentence it stands under.
enum class Keeping : std::uint8_t {
  enforced = 1,   // the register decides or acts by it
  watched = 2,    // people do it, and evidence shows it
  statement = 3,  // nothing to keep; the rule says why
};
base::Literal public_name(Keeping keeping);

// A field of a rule as it is written: the words of a list, or one word; a mapping is one word a part.
struct FieldOutline {
  std::string name;
  std::vector<std::string> words;
};

// A rule as it is written, whatever its kind.
struct RuleOutline {
  std::string kind;
  std::string name;
  LocalText label;
  Position position;
  std::vector<std::string> promises;
  Keeping keeping = Keeping::enforced;
  std::string evidence;              // of a watched rule: what shows it
  std::string every;                 // and how often, as written; empty where there is no cycle
  std::vector<FieldOutline> fields;  // but for label and promises
};

// A clause as it is written.
struct ClauseOutline {
  std::string name;
  std::string number;
  LocalText title;
  LocalText text;
  Position position;
  std::vector<std::string> promises;
  std::vector<RuleOutline> rules;
};

// A policy file as it is written: its clauses in order, each with its rules, whatever their kinds. A
// `statement` is a statement; a rule with `evidence`, or of a kind that people carry out, is watched; every
// other one is enforced.
struct Outline {
  std::string policy;
  std::string version;
  std::vector<ClauseOutline> clauses;
};

// The outline of a document that read_yaml made. What has not the form of a policy is left out.
Outline outline_of(const Node& document);

}  // namespace daicho::policy
