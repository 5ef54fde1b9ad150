// SPDX-License-Identifier: Apache-2.0
#include "service/erasure.h"
#include "service/operations/rows.h"
#include "vault/rows.h"

// Shows how far the erasure of a person has come, and its certificate once a search found nothing (A-033,
// B-080).
namespace daicho::service {
namespace {

using base::Count;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {{"subject", FieldType::subject, true}};
// Entries of other requests may stand before the one that is looked for.
constexpr std::size_t entries_a_read = 1000, entries_looked_at_max = 100'000;

class Certificate : public Operation {
 public:
  explicit Certificate(SubjectReference reference) : subject_(std::move(reference)) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::read_ledger; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return subject_.find(occasion); }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    erasure_.reset();
    ASSIGN_OR_RETURN(const auto row, snapshot.get(vault::erasure_row(subject_.id())));
    if (row) {
      ASSIGN_OR_RETURN(erasure_, decode_erasure(row->value));
    }
    return Facts{.subject = subject_.facts(occasion), .record = {}};
  }

  policy::Question question() const override { return {.operation = policy::Operation::read_state}; }
  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    entry.facts.push_back({"shown", ledger::term("certificate")});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    if (!erasure_) {
      plan.entry.outcome = ledger::Outcome::not_found;
      return {};
    }
    const Erasure& erasure = *erasure_;
    JsonWriter& out = answer.json();
    out.key("erasure").begin_object();
    out.key("state").value(erasure.state).key("erased_at").value(erasure.erased);
    RETURN_IF_ERROR(write_place(occasion, plan.commit.bucket, "erased_by_entry",
                                ledger::Operation::erase_subject, erasure.erased_from, out));
    if (erasure.removed) out.key("removed_at").value(*erasure.removed);
    if (erasure.purged) out.key("purged_at").value(*erasure.purged);
    if (erasure.certified) {
      out.key("certified_at").value(*erasure.certified);
      RETURN_IF_ERROR(write_place(occasion, plan.commit.bucket, "certified_by_entry",
                                  ledger::Operation::certify, erasure.certified_from, out));
    }
    out.key("records_removed").value(Count(erasure.records_removed));
    out.key("index_entries_removed").value(Count(erasure.index_entries_removed));
    // What was never looked for was not found either: only a search says 0.
    if (erasure.purged) out.key("rows_found").value(Count(erasure.rows_found));
    out.key("methods").begin_array();
    for (const base::Term& method : erasure.methods) out.value(method);
    out.end_array().end_object();
    return {};
  }

 private:
  // The place of the person's entry of that operation, which stands at `from` or later.
  Status write_place(const Occasion& occasion, store::Bucket bucket, base::Literal name,
                     ledger::Operation operation, std::uint64_t from, JsonWriter& out) const {
    for (std::uint64_t next = from; next < from + entries_looked_at_max;) {
      ASSIGN_OR_RETURN(const auto some, occasion.reg.ledger.entries({bucket.number}, next, entries_a_read));
      if (some.empty()) return {};
      for (const LedgerBook::Numbered& numbered : some) {
        if (numbered.entry.operation != operation || numbered.entry.subject != subject_.id()) continue;
        out.key(name).published(ledger_place(bucket, numbered.sequence));
        return {};
      }
      next = some.back().sequence + 1;
    }
    return {};
  }

  SubjectAtHand subject_;
  std::optional<Erasure> erasure_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  return std::make_unique<Certificate>(fields.subject("subject"));
}

}  // namespace

const OperationRow certificate_row{"certificate", policy::Operation::read_state, false, fields_taken, parse};

}  // namespace daicho::service
