// SPDX-License-Identifier: Apache-2.0
#include "service/caller.h"
#include "service/office_entries.h"
#include "service/operations/rows.h"

// Makes a caller with a key of its own, the operations it may ask for and the purposes it may name. The key
// is in the answer and nowhere else; a repetition of the request does not show it again.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"name", FieldType::name, true},
    {"operations", FieldType::names, true},
    {"purposes", FieldType::names, false},
    {"all_purposes", FieldType::flag, false},
};

class CreateCaller : public Operation {
 public:
  CreateCaller(base::Term name, policy::OperationSet operations, std::vector<base::Term> purposes,
               bool all_purposes)
      : name_(std::move(name)),
        operations_(operations),
        purposes_(std::move(purposes)),
        all_purposes_(all_purposes) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::caller_create; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return occasion.reg.store.office(); }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::administer}; }
  void describe(ledger::Entry&) const override {}

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter& answer) override {
    for (const Caller& other : occasion.office.callers()) {
      if (other.name == name_ && !other.revoked) {
        return fail(Error(ErrorCode::already_in_use,
                          "a caller of this name exists; revoke it first, or choose another name")
                        .with("field", Literal("name")));
      }
    }
    const std::string api_key = new_api_key(occasion.reg.randomness);
    const Caller caller{.id = occasion.derive<base::CallerId>("caller"),
                        .name = name_,
                        .operations = operations_,
                        .all_purposes = all_purposes_,
                        .purposes = purposes_,
                        .key = api_key_digest(occasion.reg.keys, api_key),
                        .created = occasion.now,
                        .revoked = {}};
    plan.commit.advances_office = true;
    plan.commit.preconditions.push_back({caller_row(caller.id), store::Precondition::Absent{}});
    plan.commit.puts.push_back({caller_row(caller.id), encode(caller)});
    describe_caller(caller, plan.entry);
    answer.json().key("api_key").published(api_key);
    return {};
  }

 private:
  base::Term name_;
  policy::OperationSet operations_;
  std::vector<base::Term> purposes_;
  bool all_purposes_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  // The officer declares the name: it may stand in the ledger like every declared name.
  auto name = base::Term::declared(fields.name("name"));
  if (!name) {
    return fail(Error(ErrorCode::invalid_value,
                      "a caller's name is of lower-case letters, digits and _ - . and begins with a letter")
                    .with("field", Literal("name")));
  }
  policy::OperationSet operations;
  std::uint64_t position = 0;
  for (const std::string& text : fields.names("operations")) {
    ++position;
    const auto operation = policy::operation_named(text);
    if (!operation) {
      return fail(Error(ErrorCode::unknown_term, "there is no such operation; see the specification")
                      .with("field", Literal("operations"))
                      .with("position", base::Count(position)));
    }
    operations.set(*operation);
  }
  const bool all_purposes = fields.has("all_purposes") && fields.flag("all_purposes");
  std::vector<base::Term> purposes;
  if (fields.has("purposes")) {
    ASSIGN_OR_RETURN(const auto set, purpose_set(occasion.policy(), fields.names("purposes"), "purposes"));
    purposes = terms(occasion.policy(), set);
  }
  return std::make_unique<CreateCaller>(std::move(*name), operations, std::move(purposes), all_purposes);
}

}  // namespace

const OperationRow create_caller_row{"create_caller", policy::Operation::administer, true, fields_taken,
                                     parse};

}  // namespace daicho::service
