// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/caller.h"
#include "service/entry_answer.h"
#include "service/numbered_facts.h"
#include "service/operations/rows.h"
#include "service/person_fold.h"
#include "service/record_choice.h"
#include "service/retention_clock.h"
#include "service/stated.h"

// Judges an earlier access again: was it lawful under the policy, and under the consents and stops, of that
// day?
//
// The question is read from the entry, the policy from the publications, the person from the entries before
// it; so it needs nothing that an erasure takes away. The caller is taken with the operations and purposes of
// the key, which never change.
namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;
using base::Term;

constexpr Field fields_taken[] = {{"entry", FieldType::id, true}};
constexpr std::size_t entries_a_read = 4096;

// What was decided then, or is now.
struct Verdict {
  bool permitted = false;
  std::vector<ledger::Reason> reasons;
};

class Replay : public Operation {
 public:
  explicit Replay(LedgerPlace place) : place_(place) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::replay; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    if (place_.bucket.number > occasion.reg.store.bucket_count()) return no_such_entry();
    return place_.bucket;
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot&) override {
    ASSIGN_OR_RETURN(auto found, occasion.reg.ledger.entries({place_.bucket.number}, place_.sequence, 1));
    if (found.empty()) return no_such_entry();
    entry_ = std::move(found.front().entry);
    return Facts();
  }

  policy::Question question() const override { return {.operation = policy::Operation::read_ledger}; }

  void describe(ledger::Entry& entry) const override {
    entry.subject = entry_->subject;
    entry.facts.push_back({"log", base::Count(place_.bucket.number)});
    entry.facts.push_back({"sequence", base::Count(place_.sequence)});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    const Verdict then{entry_->outcome != ledger::Outcome::denied, entry_->reasons};
    ASSIGN_OR_RETURN(const Verdict now, judge(occasion));
    // A denial opened nothing, so it is never unlawful to the person.
    const bool lawful = !then.permitted || now.permitted;
    const bool same = then.permitted == now.permitted && then.reasons == now.reasons;
    plan.entry.facts.push_back({"lawful", lawful});
    plan.entry.facts.push_back({"same", same});
    plan.entry.facts.push_back({"same_law", entry_->law == std::optional(occasion.office.law())});
    JsonWriter& out = answer.json();
    write(then, "recorded", out);
    write(now, "replayed", out);
    out.key("differences").begin_array();
    if (then.permitted != now.permitted) out.begin_object().key("what").published("outcome").end_object();
    write_missing(then, now, "only_recorded", out);
    write_missing(now, then, "only_replayed", out);
    out.end_array();
    return {};
  }

 private:
  static tl::unexpected<base::Error> no_such_entry() {
    return fail(base::Error(ErrorCode::not_found, "the ledger has no entry at that place")
                    .with("field", base::Literal("entry")));
  }

  Result<Verdict> judge(const Occasion& occasion) const {
    if (!entry_->policy) return fail(ErrorCode::invalid_value, "this entry was not decided under a policy");
    PolicyShelf shelf(occasion.office, occasion.reg.law);
    ASSIGN_OR_RETURN(const auto policy, shelf.get(*entry_->policy));
    ASSIGN_OR_RETURN(const policy::Question question, question_of(*policy, *entry_));
    Facts facts;
    if (entry_->subject) {
      PersonFold person(*entry_->subject, shelf);
      RETURN_IF_ERROR(fold(occasion, person));
      facts = facts_then(occasion, *policy, question, person);
    }
    if (entry_->operation == ledger::Operation::decide) tell_of_elsewhere(*policy, question, facts);
    const policy::Decision decision = policy::decide(*policy, caller_then(occasion, *policy, question),
                                                     facts.subject, facts.record, question, entry_->at);
    return Verdict{decision.permitted(), recorded_reasons(*policy, decision)};
  }

  // The person as of the entry.
  Status fold(const Occasion& occasion, PersonFold& person) const {
    for (std::uint64_t next = 0; next < place_.sequence;) {
      const std::size_t wanted = std::min<std::uint64_t>(entries_a_read, place_.sequence - next);
      ASSIGN_OR_RETURN(const auto some, occasion.reg.ledger.entries({place_.bucket.number}, next, wanted));
      if (some.empty()) return fail(ErrorCode::corrupt, "the ledger has fewer entries than its head says");
      for (const LedgerBook::Numbered& numbered : some) RETURN_IF_ERROR(person.take(numbered.entry));
      next = some.back().sequence + 1;
    }
    return {};
  }

  Facts facts_then(const Occasion& occasion, const policy::Policy& policy, const policy::Question& question,
                   const PersonFold& person) const {
    Facts facts;
    if (person.state()) facts.subject = facts_of(*person.state(), policy, entry_->at);
    if (question.operation == policy::Operation::acquire) {
      const base::Instant given = std::min(acquired_at(*entry_), entry_->at);
      for (const Term& consent : read_numbered<Term>("consent", *entry_)) {
        const bool withdrawn = person.state() && person.state()->withdrawn_after(consent, given).has_value();
        if (const auto place = policy.consents().find(consent.text()); place && !withdrawn)
          facts.subject.given.set(*place);
      }
    }
    if (!person.state() || facts.subject.state != policy::SubjectState::living) return facts;
    const base::LocalDate day = base::LocalDate::on(entry_->at);
    if (question.operation == policy::Operation::use && (question.purpose || question.exception)) {
      const RecordWish wish{
          question.items, question.purpose, question.exception.has_value(),
          question.record_type || find_fact<base::RecordId>(*entry_, "asked_record") != nullptr};
      choose_records(policy, occasion.reg.law, *person.state(), day, wish,
                     candidates(policy, question, person), facts);
    }
    if (question.operation == policy::Operation::correct) {
      tell_of_corrected(policy, occasion.reg.law, person, day, facts.record);
    }
    return facts;
  }

  // What was looked through: the records that were read, or all that could have been.
  std::vector<RecordAtHand> candidates(const policy::Policy& policy, const policy::Question& question,
                                       const PersonFold& person) const {
    std::vector<RecordAtHand> records;
    const base::RecordId* asked = find_fact<base::RecordId>(*entry_, "asked_record");
    for (const policy::RecordType& type : policy.record_types()) {
      if (question.record_type && policy.record_types()[*question.record_type].name != type.name) continue;
      if (!type.items.intersects(question.items)) continue;
      for (const auto& [id, record] : person.records()) {
        if (record.type != type.name || (asked != nullptr && *asked != id)) continue;
        const bool was_read =
            std::find(entry_->records.begin(), entry_->records.end(), id) != entry_->records.end();
        if (entry_->records.empty() || was_read) records.push_back({id, {}, 0, record});
      }
    }
    return records;
  }

  void tell_of_corrected(const policy::Policy& policy, const LawInForce& law, const PersonFold& person,
                         base::LocalDate day, policy::RecordFacts& told) const {
    const auto record =
        entry_->records.empty() ? person.records().end() : person.records().find(entry_->records.front());
    if (record == person.records().end()) return;
    told.held = true;
    told.type = policy.record_types().find(record->second.type.text());
    const auto ends = ends_of(policy, law, *person.state(), record->first, record->second);
    told.retention_ended = !ends.empty() && std::all_of(ends.begin(), ends.end(), [&](const ItemEnd& end) {
      return end.end.is_erasable(day);
    });
  }

  // A decision about a record elsewhere was told of it by the caller.
  void tell_of_elsewhere(const policy::Policy& policy, const policy::Question& question, Facts& facts) const {
    facts.record = {};
    facts.record.held = true;
    facts.record.type = question.record_type;
    for (const Term& purpose : read_numbered<Term>("acquired_for", *entry_)) {
      if (const auto place = policy.purposes().find(purpose.text())) facts.record.acquired_for.set(*place);
    }
    if (!entry_->subject) facts.subject.state = policy::SubjectState::living;
  }

  // The caller as the line took them: the key allows the operation that the entry records.
  policy::CallerFacts caller_then(const Occasion& occasion, const policy::Policy& policy,
                                  const policy::Question& question) const {
    const Caller* caller = occasion.office.caller(entry_->caller);
    if (caller == nullptr) return {};
    policy::CallerFacts facts = caller_facts(*caller, policy);
    const bool only_asked = entry_->operation == ledger::Operation::decide;
    if (!facts.operations.test(only_asked ? policy::Operation::decide_only : question.operation)) {
      facts.operations = {};
    } else {
      facts.operations.set(question.operation);
    }
    return facts;
  }

  static void write(const Verdict& verdict, base::Literal name, JsonWriter& out) {
    out.key(name).begin_object();
    out.key("outcome").value(verdict.permitted ? ledger::Outcome::permitted : ledger::Outcome::denied);
    out.key("reasons").begin_array();
    for (const ledger::Reason& reason : verdict.reasons) write(reason, out.begin_object()).end_object();
    out.end_array().end_object();
  }

  static JsonWriter& write(const ledger::Reason& reason, JsonWriter& out) {
    out.key("code").value(reason.reason);
    if (reason.clause) out.key("clause").value(*reason.clause);
    if (reason.citation) out.key("article").published(reason.citation->text());
    return out;
  }

  // The reasons of `a` that `b` has not.
  static void write_missing(const Verdict& a, const Verdict& b, base::Literal what, JsonWriter& out) {
    for (const ledger::Reason& reason : a.reasons) {
      if (std::find(b.reasons.begin(), b.reasons.end(), reason) != b.reasons.end()) continue;
      write(reason, out.begin_object().key("what").value(what)).end_object();
    }
  }

  LedgerPlace place_;
  std::optional<ledger::Entry> entry_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  ASSIGN_OR_RETURN(const LedgerPlace place, ledger_place_of(fields, "entry"));
  return std::make_unique<Replay>(place);
}

}  // namespace

const OperationRow replay_row{"replay", policy::Operation::read_ledger, false, fields_taken, parse};

}  // namespace daicho::service
