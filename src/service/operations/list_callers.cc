// SPDX-License-Identifier: Apache-2.0
#include "service/operations/rows.h"

// Lists who may ask, and for what; revoked callers too. Keys are never shown: only their digests are kept.
namespace daicho::service {
namespace {

using base::Result;
using base::Status;

void write_caller(const Caller& caller, JsonWriter& out) {
  out.begin_object().key("caller").value(caller.id).key("name").value(caller.name);
  out.key("operations").begin_array();
  for (const policy::Operation operation : policy::all_operations) {
    if (caller.operations.test(operation)) out.value(operation);
  }
  out.end_array();
  if (caller.all_purposes) {
    out.key("all_purposes").boolean(true);
  } else {
    out.key("purposes").begin_array();
    for (const base::Term& purpose : caller.purposes) out.value(purpose);
    out.end_array();
  }
  out.key("created_at").value(caller.created);
  if (caller.revoked) out.key("revoked_at").value(*caller.revoked);
  out.end_object();
}

class ListCallers : public Operation {
 public:
  ledger::Operation recorded_as() const override { return ledger::Operation::read_ledger; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return occasion.reg.store.office(); }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::administer}; }
  void describe(ledger::Entry& entry) const override {
    entry.facts.push_back({"shown", ledger::term("callers")});
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan&, AnswerWriter& answer) override {
    answer.json().key("callers").begin_array();
    for (const Caller& caller : occasion.office.callers()) write_caller(caller, answer.json());
    answer.json().end_array();
    return {};
  }
};

Result<std::unique_ptr<Operation>> parse(const Fields&, const Occasion&) {
  return std::make_unique<ListCallers>();
}

}  // namespace

const OperationRow list_callers_row{"list_callers", policy::Operation::administer, false, {}, parse};

}  // namespace daicho::service
