// SPDX-License-Identifier: Apache-2.0
#include "service/line.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "base/check.h"
#include "policy/explain.h"
#include "service/caller.h"
#include "service/entry_answer.h"
#include "service/ledger_place.h"
#include "service/operations.h"
#include "service/repetition.h"
#include "service/stated.h"

namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

// How often a request that meets others at the same person is tried before its caller is told.
constexpr int attempts_max = 16;
// What one request may do step by step (a retention run): more than any run has, so that no fault loops.
constexpr std::uint64_t steps_max = 10'000'000;
constexpr std::size_t idempotency_key_bytes_max = 128;

bool is_idempotency_key(std::string_view key) {
  if (key.size() > idempotency_key_bytes_max) return false;
  for (const char c : key) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return true;
}

// As whom the caller asks. What the row of the operation names is what the key must allow; for one that asks
// what may be done elsewhere (decide_only) that is enough, whatever it asks about, for its permit opens
// nothing.
policy::CallerFacts asking(const Caller& caller, const OperationRow& row, const policy::Policy& policy,
                           policy::Operation asked) {
  policy::CallerFacts facts = caller_facts(caller, policy);
  if (facts.operations.test(row.scope)) {
    facts.operations.set(asked);
  } else {
    facts.operations = {};
  }
  return facts;
}

Abouts abouts_of(const policy::Policy& policy, const policy::Decision& decision) {
  Abouts abouts;
  for (const policy::Reason& reason : decision.reasons())
    abouts.emplace_back(policy::about_name(policy, reason.about));
  return abouts;
}

}  // namespace

// One request on its way down the line.
struct Line::Pass {
  Request request;
  Reply reply;
  base::Instant now;
  std::shared_ptr<const Office> office;
  const OperationRow* row = nullptr;
  std::unique_ptr<Operation> operation;
  std::optional<Caller> caller;
  std::optional<base::RequestId> id;
  base::KeyedDigest body_digest;

  int attempts = 0;
  std::uint64_t steps = 0;  // committed
  store::Bucket bucket;
  std::optional<Plan> plan;
  std::unique_ptr<AnswerWriter> answer;  // what all steps of the request have written
  AnswerWriter::Mark answered;           // by the steps that are committed
  std::optional<ledger::Entry>
      shown;          // what is answered: the entry of the first step, or of one denied later
  std::string place;  // of that entry in the ledger
  Abouts planned_abouts,
      shown_abouts;  // what the reasons of the step at hand, and of what is answered, are about

  Occasion occasion(const Register& reg) const {
    return {reg, *office, *caller, now, *id, !request.idempotency_key.empty()};
  }
  // Answers. What the operation holds of the register goes before the answer does: whoever gets it may ask
  // again at once, or end the register.
  void finish(Answer with) {
    operation.reset();
    reply(std::move(with));
  }
  void refuse(const Error& error) { finish(problem(error, request.language)); }
};

void Line::run(Request request, Reply reply) const {
  auto pass = std::make_shared<Pass>();
  pass->request = std::move(request);
  pass->reply = std::move(reply);
  const auto now = reg_.clock.read();
  if (!now) return pass->refuse(now.error());
  pass->now = *now;
  start(pass);
}

void Line::start(const std::shared_ptr<Pass>& pass) const {
  Pass& p = *pass;
  std::optional<store::Bucket> committed_in;
  auto prepared = [&]() -> Status {
    ASSIGN_OR_RETURN(p.office, reg_.office.current());
    ASSIGN_OR_RETURN(p.caller, authenticate(*p.office, reg_.keys, p.request.api_key));
    if (p.office->policy() == nullptr)
      return fail(ErrorCode::unavailable, "no policy is in force; run `daicho init` with one");
    p.row = operation_named(p.request.operation);
    if (p.row == nullptr)
      return fail(ErrorCode::not_found, "there is no such operation; see the specification");
    if (!is_idempotency_key(p.request.idempotency_key)) {
      return fail(ErrorCode::invalid_value, "an Idempotency-Key has 1 to 128 visible ASCII characters");
    }
    if (!p.row->changes) p.request.idempotency_key.clear();
    p.id = request_id(reg_, p.caller->id, p.request.idempotency_key);
    p.body_digest = body_digest(reg_, p.request);
    if (!p.request.part_of_bulk) {
      ASSIGN_OR_RETURN(committed_in,
                       find_repetition(reg_, *p.caller, p.request.idempotency_key, p.body_digest));
    }
    return parse(p);
  }();
  if (!prepared) return p.refuse(prepared.error());
  if (committed_in) {
    const auto before = reg_.store.outcome_of(*committed_in, *p.id);
    if (!before) return p.refuse(before.error());
    p.bucket = *committed_in;
    if (*before) return answer_again(p, **before);
  }
  drive(pass);
}

Status Line::parse(Pass& p) const {
  ASSIGN_OR_RETURN(const Fields fields, Fields::read(p.request.body, p.row->fields));
  ASSIGN_OR_RETURN(p.operation, p.row->parse(fields, p.occasion(reg_)));
  return {};
}

// After a conflict: it is asked again by whom the caller is now, under the policy in force now. Under another
// policy the places of names mean nothing, so the request is then read anew.
Status Line::renew(Pass& p) const {
  ASSIGN_OR_RETURN(auto office, reg_.office.current());
  if (office->version() == p.office->version()) return {};
  const auto before = std::exchange(p.office, std::move(office));
  ASSIGN_OR_RETURN(p.caller, authenticate(*p.office, reg_.keys, p.request.api_key));
  p.answer->decide_under(p.office->policy());
  if (p.office->policy() == before->policy()) return {};
  if (p.steps > 0) {
    return fail(ErrorCode::conflict,
                "another policy came into force halfway; what was done stands, ask again for the rest");
  }
  return parse(p);
}

// Goes from step to step until the request is answered. A store that completes inline (memory) is followed in
// the loop; one that completes later comes back through resume_.
void Line::drive(const std::shared_ptr<Pass>& pass) const {
  for (;;) {
    store::Commit commit;
    if (!attempt(*pass, commit)) return;
    // Who is second, the submitter or the completion, goes on: so nothing is run on the store's threads, and
    // nothing recurses.
    struct Meeting {
      std::atomic<bool> first{true};
      std::optional<store::CommitOutcome> outcome;
    };
    auto meeting = std::make_shared<Meeting>();
    reg_.store.submit(std::move(commit), [this, pass, meeting](store::CommitOutcome outcome) {
      meeting->outcome.emplace(std::move(outcome));
      if (meeting->first.exchange(false)) return;
      resume_([this, pass, meeting] {
        if (settle(pass, std::move(*meeting->outcome))) drive(pass);
      });
    });
    if (meeting->first.exchange(false)) return;
    if (!settle(pass, std::move(*meeting->outcome))) return;
  }
}

// Facts, decision and plan of the step at hand. False when the request was answered with an error.
bool Line::attempt(Pass& p, store::Commit& commit) const {
  ++p.attempts;
  if (!p.answer) p.answer = std::make_unique<AnswerWriter>(p.office->policy());
  p.answer->rewind(p.answered);
  const Occasion occasion = p.occasion(reg_);
  auto planned = [&]() -> Status {
    ASSIGN_OR_RETURN(p.bucket, p.operation->bucket(occasion));
    ASSIGN_OR_RETURN(const auto snapshot, reg_.store.snapshot(p.bucket));
    ASSIGN_OR_RETURN(const Facts facts, p.operation->gather(occasion, *snapshot));
    const policy::Question question = p.operation->question();
    const policy::Decision decision =
        policy::decide(occasion.policy(), asking(*p.caller, *p.row, occasion.policy(), question.operation),
                       facts.subject, facts.record, question, p.now);
    p.plan.emplace(Plan{
        {},
        ledger::Entry{.at = p.now,
                      .caller = p.caller->id,
                      .operation = p.operation->recorded_as(),
                      .outcome = decision.permitted() ? ledger::Outcome::permitted : ledger::Outcome::denied,
                      .request = *p.id,
                      .policy = occasion.policy().digest(),
                      .law = p.office->law()},
        {}});
    ledger::Entry& entry = p.plan->entry;
    entry.reasons = recorded_reasons(occasion.policy(), decision);
    p.planned_abouts = abouts_of(occasion.policy(), decision);
    p.operation->describe(entry);
    p.plan->commit.bucket = p.bucket;
    p.plan->commit.office_version = p.office->version();
    if (p.row->changes && p.steps == 0) p.plan->commit.request = *p.id;
    if (occasion.repeatable && p.steps == 0) {
      entry.facts.push_back({"request_digest", p.body_digest});
      if (!p.request.part_of_bulk)
        remember_key(reg_, *p.caller, p.request.idempotency_key, p.body_digest, p.now, p.plan->commit);
    }
    if (decision.permitted())
      RETURN_IF_ERROR(p.operation->plan(occasion, decision.permit(), *p.plan, *p.answer));
    ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
    p.plan->commit.ledger_entries.push_back(std::move(bytes));
    for (const ledger::Entry& further : p.plan->further_entries) {
      ASSIGN_OR_RETURN(std::string more, ledger::encode(further));
      p.plan->commit.ledger_entries.push_back(std::move(more));
    }
    return {};
  }();
  if (!planned) {
    p.refuse(planned.error());
    return false;
  }
  commit = std::move(p.plan->commit);
  return true;
}

// What follows from the outcome of a commit. True when there is another step to go.
bool Line::settle(const std::shared_ptr<Pass>& pass, store::CommitOutcome outcome) const {
  Pass& p = *pass;
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) {
    // Nobody writes on before it is known: the store is asked by the request's id.
    if (!p.row->changes || p.steps > 0) return p.refuse(unknown->error), false;
    const auto found = reg_.store.outcome_of(p.bucket, *p.id);
    if (!found || !*found) return p.refuse(unknown->error), false;
    outcome = store::Committed{.first_sequence = (*found)->first_sequence,
                               .replayed = !is_of_this_attempt(p, **found)};
  }
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return p.refuse(refused->error), false;
  if (std::holds_alternative<store::Conflict>(outcome)) {
    if (p.attempts >= attempts_max) {
      return p.refuse(Error(ErrorCode::conflict, "others keep changing this person; try again shortly")),
             false;
    }
    if (const auto renewed = renew(p); !renewed) return p.refuse(renewed.error()), false;
    return true;
  }
  const store::Committed& committed = std::get<store::Committed>(outcome);
  if (committed.replayed) return answer_again(p, committed), false;
  if (watch_) watch_(p.plan->entry);
  const bool denied = p.plan->entry.outcome == ledger::Outcome::denied;
  if (p.steps++ == 0 || denied) {
    p.shown = std::move(p.plan->entry);
    p.shown_abouts = std::move(p.planned_abouts);
    p.place = ledger_place(p.bucket, committed.first_sequence);
  }
  if (!denied && p.operation->advance(committed)) {
    p.attempts = 0;
    p.answered = p.answer->mark();
    if (p.steps < steps_max) return true;
    return p.refuse(Error(ErrorCode::interrupted, "this request has too many steps; what was done stands")),
           false;
  }
  // A denial is the answer, also when earlier steps were permitted: then nothing that they read leaves.
  if (denied) p.answer->rewind({});
  answer(p);
  return false;
}

// Whether the entry that was found is the one that this attempt handed in, not that of an earlier sending.
bool Line::is_of_this_attempt(const Pass& p, const store::Committed& found) const {
  const auto ours = ledger::encode(p.plan->entry);
  const auto stored = reg_.store.ledger_read(p.bucket, found.first_sequence, 1);
  return ours && stored && !stored->empty() && stored->front().bytes == *ours;
}

void Line::answer(Pass& p) const {
  JsonWriter out;
  out.begin_object();
  const bool denied = p.shown->outcome == ledger::Outcome::denied;
  write_entry(out, *p.shown, *p.office->policy(), p.request.language,
              denied ? Detail::sentences : Detail::names, p.shown_abouts);
  out.key("ledger_entry").published(p.place);
  std::string body = std::move(out).take();
  if (!p.answer->text().empty()) body += "," + p.answer->text();
  body += "}";
  p.finish(Answer{.body = std::move(body)});
}

// A request that was committed before is answered from its ledger entry: the same answer, without personal
// values.
void Line::answer_again(Pass& p, const store::Committed& committed) const {
  const auto bytes = reg_.store.ledger_read(p.bucket, committed.first_sequence, 1);
  if (!bytes) return p.refuse(bytes.error());
  if (bytes->empty()) return p.refuse(Error(ErrorCode::corrupt, "the ledger entry of this request is gone"));
  const auto entry = ledger::decode(bytes->front().bytes);
  if (!entry) return p.refuse(entry.error());
  const ledger::Fact digest("request_digest", p.body_digest);
  const bool repeatable = !p.request.idempotency_key.empty();
  if (repeatable && std::find(entry->facts.begin(), entry->facts.end(), digest) == entry->facts.end()) {
    return p.refuse(
        Error(ErrorCode::idempotency_key_reused, "this Idempotency-Key came with another request before"));
  }
  JsonWriter out;
  out.begin_object();
  // The sentences are those of the policy in force; an entry under an earlier one names its clauses only.
  const bool denied =
      entry->outcome == ledger::Outcome::denied && entry->policy == p.office->policy()->digest();
  write_entry(out, *entry, *p.office->policy(), p.request.language,
              denied ? Detail::sentences : Detail::names);
  out.key("ledger_entry").published(ledger_place(p.bucket, committed.first_sequence));
  out.key("repeated").boolean(true);
  out.end_object();
  p.finish(Answer{.body = std::move(out).take()});
}

}  // namespace daicho::service
