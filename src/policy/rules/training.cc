// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/training.h"

#include <algorithm>
#include <array>

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array all_whom = {Whom::all,       Whom::officers,        Whom::employees,
                                 Whom::part_time, Whom::temporary_staff, Whom::handling_staff};
constexpr std::array joiner_rules = {NewJoiners::before_access, NewJoiners::within_cycle};
// Workers (従業者) whom the law wants supervised (APPI 24).
constexpr std::array workers = {Whom::officers, Whom::employees, Whom::part_time, Whom::temporary_staff};

class TrainingRule final : public Rule {
 public:
  TrainingRule(Declared head, Fields& fields) : head_(std::move(head)) {
    whom_ = fields.choice_list<Whom>("whom", all_whom, Need::required);
    every_months_ = read_cycle_months(fields, "every", Need::required);
    evidence_ = fields.term("evidence", Need::required);
    material_ = fields.term("material", Need::optional);
    new_joiners_ = fields.choice<NewJoiners>("new_joiners", joiner_rules, NewJoiners::within_cycle);
  }

  void declare(Draft& draft) override {
    if (!evidence_) return;
    draft.tables.trainings.push_back({head_, *evidence_, whom_, every_months_, material_, new_joiners_});
  }

  void check(Draft& draft) const override {
    const auto trains = [this](Whom whom) {
      return std::find(whom_.begin(), whom_.end(), whom) != whom_.end();
    };
    if (whom_.empty() || trains(Whom::all)) return;
    std::string left_out;
    for (const Whom whom : workers) {
      if (!trains(whom)) left_out += (left_out.empty() ? "" : ", ") + std::string(public_name(whom).text());
    }
    if (!left_out.empty())
      draft.report(FindingCode::training_leaves_out, head_, {head_.name.text(), left_out});
  }

 private:
  Declared head_;
  std::vector<Whom> whom_;
  std::int32_t every_months_ = 0;
  std::optional<base::Term> evidence_, material_;
  NewJoiners new_joiners_ = NewJoiners::within_cycle;
};

}  // namespace

std::unique_ptr<Rule> read_training(Declared head, Fields& fields) {
  return std::make_unique<TrainingRule>(std::move(head), fields);
}

}  // namespace daicho::policy
