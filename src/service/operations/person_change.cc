// SPDX-License-Identifier: Apache-2.0
#include "service/operations/person_change.h"

namespace daicho::service {

using base::Result;
using base::Status;

Result<store::Bucket> PersonChange::bucket(const Occasion& occasion) {
  policy_ = &occasion.policy();
  using enum SubjectAtHand::Newcomer;
  return subject_.find(occasion, enters_as_ ? may_be_entered : is_not_entered);
}

Result<Facts> PersonChange::gather(const Occasion& occasion, const store::Snapshot& snapshot) {
  RETURN_IF_ERROR(subject_.read(occasion, snapshot));
  if (enters_as_) RETURN_IF_ERROR(subject_.may_enter());
  Facts facts{.subject = subject_.facts(occasion), .record = {}};
  if (facts.subject.state != policy::SubjectState::living) return facts;
  RETURN_IF_ERROR(look(occasion, snapshot, facts));
  if (moves_clocks_) RETURN_IF_ERROR(redating_.read(occasion, snapshot, subject_.id(), record_));
  return facts;
}

void PersonChange::describe(ledger::Entry& entry) const {
  entry.subject = subject_.id();
  if (record_) entry.records = {*record_};
}

Status PersonChange::plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) {
  const bool is_new = subject_.state() == nullptr;
  vault::Subject person = is_new ? subject_.newcomer(occasion, *enters_as_) : *subject_.state();
  if (is_new) subject_.enter(occasion, person, plan.commit);
  if (steps_ > 0) {
    plan.entry.facts.push_back({"step", ledger::term("further_records")});
    subject_.unchanged(plan.commit);
  } else {
    ASSIGN_OR_RETURN(const bool changed, change(occasion, person, plan.entry));
    if (changed || is_new) {
      subject_.put(person, plan.commit);
    } else {
      plan.entry.facts.push_back({"already", true});
      subject_.unchanged(plan.commit);
    }
  }
  if (!moves_clocks_) return {};
  moving_ = redating_.plan(occasion, subject_.id(), person, plan.commit);
  plan.entry.facts.push_back({"records_dated_again", base::Count(moving_)});
  const bool is_last_of_several = steps_ > 0 && !redating_.has_further();
  if (is_last_of_several)
    answer.json().key("records_dated_again_in_all").value(base::Count(moved_ + moving_));
  return {};
}

bool PersonChange::advance(const store::Committed&) {
  ++steps_;
  moved_ += moving_;
  return moves_clocks_ && redating_.advance();
}

}  // namespace daicho::service
