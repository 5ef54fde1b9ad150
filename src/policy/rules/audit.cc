// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/audit.h"

#include <array>

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array types = {AuditType::internal, AuditType::external, AuditType::access_log,
                              AuditType::review};

class AuditRule final : public Rule {
 public:
  AuditRule(Declared head, Fields& fields) : head_(std::move(head)) {
    if (fields.take("type", Need::required) != nullptr)
      type_ = fields.choice<AuditType>("type", types, AuditType::internal);
    every_months_ = read_cycle_months(fields, "every", Need::required);
    evidence_ = fields.term("evidence", Need::required);
  }

  void declare(Draft& draft) override {
    if (evidence_) draft.tables.audits.push_back({head_, *evidence_, type_, every_months_});
  }

 private:
  Declared head_;
  AuditType type_ = AuditType::internal;
  std::int32_t every_months_ = 0;
  std::optional<base::Term> evidence_;
};

}  // namespace

std::unique_ptr<Rule> read_audit(Declared head, Fields& fields) {
  return std::make_unique<AuditRule>(std::move(head), fields);
}

}  // namespace daicho::policy
