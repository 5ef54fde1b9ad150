// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/decide.h"
#include "policy/reason_writer.h"

// The gates of a decision that concern giving to others and what was entrusted (sharing_gates.cc), and those
// that concern what comes with a permit and what is kept apart (care_gates.cc). decide.cc asks them in order.
namespace daicho::policy {

// What is being decided, and where its reasons go.
struct Asked {
  const Policy& policy;
  const SubjectFacts& subject;
  const RecordFacts& record;
  const Question& question;
  base::Instant now;
  ReasonWriter& out;

  bool is(Operation operation) const { return question.operation == operation; }
  bool states(std::optional<FactIndex> fact) const { return fact && question.facts.test(*fact); }
  // Denies because of `items`, naming the first of them.
  ReasonWriter::Added deny(ReasonCode code, const ItemSet& items) const {
    out.denied_items() |= items;
    return out.add(code).about(*items.lowest());
  }
};

// The items that a basis of APPI 27(1) lifts out of purpose and consent; none, with reasons, when its limbs
// are not stated or the caller may not invoke it.
ItemSet reach_of_basis(const Asked& asked, bool may_use_exception);
// Policy: the rule named has the items, the purpose, the country, and what it requires is shown.
void ask_rule_of_sharing(const Asked& asked);
// The person's own state: the consent that is the basis, and stops of the provision.
void ask_persons_word_on_provision(const Asked& asked);
// Law: APPI 27(1), 27(2), 28(1), 31(1).
void ask_law_of_sharing(const Asked& asked);
void add_grounds_of_sharing(const Asked& asked);
// The consents that a provision or entrustment relies on.
ConsentSet consents_of_sharing(const Asked& asked);

// Policy: whether the record was acquired for the purpose asked, as far as `items` go (APPI 17(2), 18(1)).
void ask_acquired_for(const Asked& asked, const ItemSet& items);
// Policy: items that are never together.
void ask_apart(const Asked& asked);
// Policy: what clients entrusted is for their purposes and named as theirs.
void ask_client(const Asked& asked);
// Policy: the duties that come with it; adds a reason for each that is not done or cannot be carried out.
Duties ask_duties(const Asked& asked);
// What allows: relation of purposes, entrusted, duties.
void add_grounds_of_care(const Asked& asked, const Duties& duties);

}  // namespace daicho::policy
