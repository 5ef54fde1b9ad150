// SPDX-License-Identifier: Apache-2.0
#include "service/operations/person_change.h"

namespace daicho::service {

using base::Result;
using base::Status;

Result<store::Bucket> PersonChange::bucket(const Occasion& occasion) {
  policy = &occasion.policy();
  return subject.find(occasion);
}

Result<Facts> PersonChange::gather(const Occasion& occasion, const store::Snapshot& snapshot) {
  RETURN_IF_ERROR(subject.read(occasion, snapshot));
  if (enters_as) RETURN_IF_ERROR(subject.may_enter());
  Facts facts{.subject = subject.facts(occasion), .record = {}};
  if (facts.subject.state != policy::SubjectState::living) return facts;
  RETURN_IF_ERROR(look(occasion, snapshot, facts));
  if (moves_clocks) RETURN_IF_ERROR(redating_.read(occasion, snapshot, subject.id(), record));
  return facts;
}

void PersonChange::describe(ledger::Entry& entry) const {
  entry.subject = subject.id();
  if (record) entry.records = {*record};
}

Status PersonChange::plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) {
  const bool is_new = subject.state() == nullptr;
  vault::Subject person = is_new ? subject.newcomer(occasion, *enters_as) : *subject.state();
  if (is_new) subject.enter(occasion, person, plan.commit);
  if (steps_ > 0) {
    plan.entry.facts.push_back({"step", ledger::term("further_records")});
    subject.unchanged(plan.commit);
  } else {
    ASSIGN_OR_RETURN(const bool changed, change(occasion, person, plan.entry));
    if (changed || is_new) {
      subject.put(person, plan.commit);
    } else {
      plan.entry.facts.push_back({"already", true});
      subject.unchanged(plan.commit);
    }
  }
  if (!moves_clocks) return {};
  moving_ = redating_.plan(occasion, subject.id(), person, plan.commit);
  plan.entry.facts.push_back({"records_dated_again", base::Count(moving_)});
  const bool is_last_of_several = steps_ > 0 && !redating_.has_further();
  if (is_last_of_several) answer.json().key("records_dated_again_in_all").value(base::Count(moved_ + moving_));
  return {};
}

bool PersonChange::advance(const store::Committed&) {
  ++steps_;
  moved_ += moving_;
  return moves_clocks && redating_.advance();
}

}  // namespace daicho::service
