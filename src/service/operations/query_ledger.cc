// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/entry_answer.h"
#include "service/ledger_place.h"
#include "service/operations/rows.h"

// Looks entries up in the ledger: by person, caller, purpose, operation, outcome and time. The reading is
// itself recorded.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, false}, {"caller", FieldType::id, false},
    {"purpose", FieldType::name, false},    {"operation", FieldType::name, false},
    {"outcome", FieldType::name, false},    {"from", FieldType::instant, false},
    {"until", FieldType::instant, false},   {"after", FieldType::id, false},
    {"limit", FieldType::count, false},
};
constexpr std::uint64_t limit_default = 100, limit_max = 1000;
// One request reads at most so many entries; the cursor in the answer goes on from there.
constexpr std::size_t entries_read_max = 200'000, entries_a_read = 4096;

class QueryLedger : public Operation {
 public:
  std::optional<SubjectAtHand> person;
  std::optional<base::CallerId> caller;
  std::optional<base::Term> purpose;
  std::optional<ledger::Operation> operation;
  std::optional<ledger::Outcome> outcome;
  std::optional<base::Instant> from, until;
  std::optional<LedgerPlace> after;
  std::uint64_t limit = limit_default;

  ledger::Operation recorded_as() const override { return ledger::Operation::read_ledger; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    if (person) return person->find(occasion);
    return occasion.reg.store.office();
  }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::read_ledger}; }
  void describe(ledger::Entry& entry) const override {
    if (person) entry.subject = person->id();
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    const std::uint32_t last_log =
        person ? occasion.reg.store.bucket_of(person->id()).number : occasion.reg.store.bucket_count();
    Search search;
    answer.json().key("entries").begin_array();
    for (std::uint32_t log = first_log(occasion); log <= last_log && !search.stopped_at; ++log) {
      RETURN_IF_ERROR(search_log(occasion, log, search, answer.json()));
    }
    answer.json().end_array();
    if (search.stopped_at)
      answer.json().key("after").published(
          ledger_place(search.stopped_at->bucket, search.stopped_at->sequence));
    plan.entry.facts.push_back({"entries_shown", base::Count(search.found)});
    return {};
  }

 private:
  // How far a search has come.
  struct Search {
    std::uint64_t found = 0;
    std::size_t read = 0;
    std::optional<LedgerPlace> stopped_at;  // there may be more behind this entry
  };

  std::uint32_t first_log(const Occasion& occasion) const {
    if (person) return occasion.reg.store.bucket_of(person->id()).number;
    return after ? after->bucket.number : 0;
  }

  // Writes what matches, until the log ends or enough was found or read.
  Status search_log(const Occasion& occasion, std::uint32_t log, Search& search, JsonWriter& out) const {
    std::uint64_t next = after && after->bucket.number == log ? after->sequence + 1 : 0;
    for (;;) {
      ASSIGN_OR_RETURN(const auto some, occasion.reg.ledger.entries({log}, next, entries_a_read));
      if (some.empty()) return {};
      for (const LedgerBook::Numbered& numbered : some) {
        if (matches(numbered.entry)) {
          write(occasion, {{log}, numbered.sequence}, numbered.entry, out);
          ++search.found;
        }
        if (search.found == limit || ++search.read == entries_read_max) {
          search.stopped_at = LedgerPlace{{log}, numbered.sequence};
          return {};
        }
      }
      next = some.back().sequence + 1;
    }
  }

  static void write(const Occasion& occasion, const LedgerPlace& place, const ledger::Entry& entry,
                    JsonWriter& out) {
    out.begin_object().key("ledger_entry").published(ledger_place(place.bucket, place.sequence));
    out.key("caller").value(entry.caller);
    write_entry(out, entry, occasion.policy(), base::Language::en, Detail::names);
    out.end_object();
  }

  bool matches(const ledger::Entry& entry) const {
    return (!person || entry.subject == person->id()) && (!caller || entry.caller == *caller) &&
           (!operation || entry.operation == *operation) && (!outcome || entry.outcome == *outcome) &&
           (!from || entry.at >= *from) && (!until || entry.at < *until) &&
           (!purpose ||
            std::find(entry.purposes.begin(), entry.purposes.end(), *purpose) != entry.purposes.end());
  }
};

template <typename Enum, typename All>
Result<Enum> named(const All& all, std::string_view name, base::Literal field) {
  for (const Enum candidate : all) {
    if (public_name(candidate).text() == name) return candidate;
  }
  return fail(
      Error(ErrorCode::unknown_term, "there is no such name; see the specification").with("field", field));
}

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  constexpr std::array outcomes = {ledger::Outcome::permitted,  ledger::Outcome::denied,
                                   ledger::Outcome::done,       ledger::Outcome::unchanged,
                                   ledger::Outcome::not_found,  ledger::Outcome::failed,
                                   ledger::Outcome::interrupted};
  auto query = std::make_unique<QueryLedger>();
  if (fields.has("subject")) query->person.emplace(fields.subject("subject"));
  if (fields.has("caller")) {
    ASSIGN_OR_RETURN(query->caller, fields.id<base::CallerId>("caller"));
  }
  if (fields.has("purpose")) {
    query->purpose = base::Term::declared(fields.name("purpose"));
    if (!query->purpose)
      return fail(Error(ErrorCode::unknown_term, "this is not the name of a purpose")
                      .with("field", base::Literal("purpose")));
  }
  if (fields.has("operation")) {
    ASSIGN_OR_RETURN(query->operation, named<ledger::Operation>(ledger::all_operations(),
                                                                fields.name("operation"), "operation"));
  }
  if (fields.has("outcome")) {
    ASSIGN_OR_RETURN(query->outcome, named<ledger::Outcome>(outcomes, fields.name("outcome"), "outcome"));
  }
  if (fields.has("from")) query->from = fields.instant("from");
  if (fields.has("until")) query->until = fields.instant("until");
  if (fields.has("after")) {
    ASSIGN_OR_RETURN(query->after, ledger_place_of(fields, "after"));
  }
  if (fields.has("limit")) query->limit = std::clamp<std::uint64_t>(fields.count("limit"), 1, limit_max);
  return std::unique_ptr<Operation>(std::move(query));
}

}  // namespace

const OperationRow query_ledger_row{"query_ledger", policy::Operation::read_ledger, false, fields_taken,
                                    parse};

}  // namespace daicho::service
