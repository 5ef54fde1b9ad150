// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/control.h"

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

class ControlRule final : public Rule {
 public:
  ControlRule(Declared head, Fields& fields) : head_(std::move(head)) {
    evidence_ = fields.term("evidence", Need::required);
    every_months_ = read_cycle_months(fields, "every", Need::optional);
    against_ = fields.mentions("against", Need::optional);
    for (const SafetyGroup group :
         fields.choice_list<SafetyGroup>("group", all_safety_groups, Need::optional)) {
      group_ = group;
    }
  }

  void declare(Draft&) override {}

  void resolve(Draft& draft) override {
    if (!evidence_) return;
    draft.tables.controls.push_back({head_, *evidence_, every_months_, group_,
                                     draft.find_all<ThreatSet>(draft.tables.threats, "threat", against_)});
  }

 private:
  Declared head_;
  std::optional<base::Term> evidence_;
  std::int32_t every_months_ = 0;
  std::optional<SafetyGroup> group_;
  std::vector<Mention> against_;
};

}  // namespace

std::unique_ptr<Rule> read_control(Declared head, Fields& fields) {
  return std::make_unique<ControlRule>(std::move(head), fields);
}

}  // namespace daicho::policy
