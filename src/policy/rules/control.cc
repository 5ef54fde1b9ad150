// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/control.h"

namespace daicho::policy {
namespace {

class ControlRule final : public Rule {
 public:
  ControlRule(Declared head, Fields& fields) : row_(std::move(head)) {
    evidence_ = fields.term("evidence", Need::required);
    const auto every = fields.period("every", Need::optional);
    if (!every) return;
    if (every->days > 0) {
      fields.draft().report(FindingCode::not_a_period, row_.position,
                            {std::to_string(every->days) + " days"});
    }
    every_months_ = every->months;
  }

  void declare(Draft& draft) override {
    if (evidence_) draft.tables.controls.push_back({row_, *evidence_, every_months_});
  }

 private:
  Declared row_;
  std::optional<base::Term> evidence_;
  std::int32_t every_months_ = 0;
};

}  // namespace

std::unique_ptr<Rule> read_control(Declared head, Fields& fields) {
  return std::make_unique<ControlRule>(std::move(head), fields);
}

}  // namespace daicho::policy
