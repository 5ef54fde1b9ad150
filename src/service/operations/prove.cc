// SPDX-License-Identifier: Apache-2.0
#include "service/ledger_place.h"
#include "service/operations/rows.h"

// Gives the proof that an entry is in the ledger, as one file that is checked without a server.
namespace daicho::service {
namespace {

using base::Result;
using base::Status;

constexpr Field fields_taken[] = {{"entry", FieldType::id, true}};

class Prove : public Operation {
 public:
  explicit Prove(LedgerPlace place) : place_(place) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::read_ledger; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return occasion.reg.store.office(); }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::read_ledger}; }
  void describe(ledger::Entry& entry) const override {
    entry.facts.push_back({"log", base::Count(place_.bucket.number)});
    entry.facts.push_back({"sequence", base::Count(place_.sequence)});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan&, AnswerWriter& answer) override {
    ASSIGN_OR_RETURN(const std::string proof, occasion.reg.ledger.prove(place_));
    answer.json().key("proof").published(proof);
    answer.json().key("verify_key").published(occasion.reg.ledger.verifier().text());
    return {};
  }

 private:
  LedgerPlace place_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  ASSIGN_OR_RETURN(const LedgerPlace place, ledger_place_of(fields, "entry"));
  return std::make_unique<Prove>(place);
}

}  // namespace

const OperationRow prove_row{"prove", policy::Operation::read_ledger, false, fields_taken, parse};

}  // namespace daicho::service
