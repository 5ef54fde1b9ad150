// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "service/operations/rows.h"

// Ends a caller's key, from the very next request on.
namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {{"caller", FieldType::id, true}};

bool may_administer(const Caller& caller) {
  return !caller.revoked && caller.operations.test(policy::Operation::administer);
}

class RevokeCaller : public Operation {
 public:
  explicit RevokeCaller(base::CallerId id) : id_(id) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::caller_revoke; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return occasion.reg.store.office(); }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::administer}; }
  void describe(ledger::Entry& entry) const override { entry.facts.push_back({"caller", id_}); }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    const Caller* caller = occasion.office.caller(id_);
    if (caller == nullptr) {
      plan.entry.outcome = ledger::Outcome::not_found;
      return {};
    }
    if (caller->revoked) {
      plan.entry.outcome = ledger::Outcome::unchanged;
      return {};
    }
    const auto& all = occasion.office.callers();
    if (may_administer(*caller) && std::count_if(all.begin(), all.end(), may_administer) == 1) {
      return fail(ErrorCode::conflict, "this is the last caller that may administer; create another first");
    }
    Caller revoked = *caller;
    revoked.revoked = occasion.now;
    plan.commit.advances_office = true;
    plan.commit.puts.push_back({caller_row(id_), encode(revoked)});
    plan.entry.facts.push_back({"name", caller->name});
    return {};
  }

 private:
  base::CallerId id_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  ASSIGN_OR_RETURN(const auto id, fields.id<base::CallerId>("caller"));
  return std::make_unique<RevokeCaller>(id);
}

}  // namespace

const OperationRow revoke_caller_row{"revoke_caller", policy::Operation::administer, true, fields_taken,
                                     parse};

}  // namespace daicho::service
