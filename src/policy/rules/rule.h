// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "base/literal.h"
#include "policy/draft.h"
#include "policy/fields.h"
#include "policy/policy.h"

namespace daicho::policy {

// One rule of a clause, as written. It goes through three steps, each for all rules before the next begins,
// so that the order of rules means nothing.
class Rule {
 public:
  virtual ~Rule() = default;
  // Adds its name to the tables.
  virtual void declare(Draft& draft) = 0;
  // Looks up the names it mentions.
  virtual void resolve(Draft&) {}
  // Says what is wrong with it among all the others.
  virtual void check(Draft&) const {}
};

// A kind of rule: one file of this folder, and one line in table.cc.
struct RuleKind {
  base::Literal name;  // the first key of its rules
  Need label;          // whether its rules must have a label
  // Makes a rule of what is written; `head` is its name, label, clause and place.
  std::unique_ptr<Rule> (*read)(Declared head, Fields& fields);
};

// All kinds.
std::span<const RuleKind> rule_kinds();

}  // namespace daicho::policy
