// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/office_entries.h"
#include "service/operations/rows.h"
#include "service/policy_versions.h"

// Puts a policy in force, from the very next decision on. On any error the one before stays.
namespace daicho::service {
namespace {

using base::Count;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {{"yaml", FieldType::document, true}};

class PublishPolicy : public Operation {
 public:
  explicit PublishPolicy(std::string yaml) : yaml_(std::move(yaml)) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::policy_publish; }
  Result<store::Bucket> bucket(const Occasion& occasion) override { return occasion.reg.store.office(); }
  Result<Facts> gather(const Occasion&, const store::Snapshot&) override { return Facts(); }
  policy::Question question() const override { return {.operation = policy::Operation::publish_policy}; }
  void describe(ledger::Entry&) const override {}

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    const base::PublicDigest digest = crypto::public_digest(yaml_);
    ASSIGN_OR_RETURN(const policy::Compilation compiled,
                     compile_for_publication(yaml_, digest, occasion.reg.law, occasion.now));
    describe_publication(*compiled.policy, compiled.findings, plan.entry);
    if (occasion.policy().digest() == digest) {
      plan.entry.outcome = ledger::Outcome::unchanged;
      return {};
    }
    plan.commit.advances_office = true;
    // What was published before keeps its row, and the instant in it.
    if (occasion.office.published(digest) == nullptr) {
      plan.commit.puts.push_back({policy_row(digest), encode(PublishedPolicy{digest, occasion.now, yaml_})});
    }
    plan.commit.puts.push_back({policy_in_force_row(), std::string(digest.view())});
    return {};
  }

 private:
  std::string yaml_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion&) {
  return std::make_unique<PublishPolicy>(fields.document("yaml"));
}

}  // namespace

const OperationRow publish_policy_row{"publish_policy", policy::Operation::publish_policy, true, fields_taken,
                                      parse};

}  // namespace daicho::service
