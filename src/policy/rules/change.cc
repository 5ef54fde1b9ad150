// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/change.h"

#include <algorithm>
#include <array>

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array ways = {TakesEffect::at_date, TakesEffect::when_displayed};
constexpr std::array change_kinds = {ChangeKind::items,      ChangeKind::purposes, ChangeKind::retention,
                                     ChangeKind::recipients, ChangeKind::rights,   ChangeKind::other};

class ChangeRule final : public Rule {
 public:
  ChangeRule(Declared head, Fields& fields) : row_{std::move(head)} {
    if (fields.take("takes_effect", Need::required) != nullptr)
      row_.takes_effect = fields.choice<TakesEffect>("takes_effect", ways, TakesEffect::at_date);
    row_.notice = fields.choice_list<ChangeKind>("notice", change_kinds, Need::optional);
    row_.consent = fields.choice_list<ChangeKind>("consent", change_kinds, Need::optional);
    row_.announce_days = read_days(fields, "announce");
  }

  void declare(Draft& draft) override { draft.tables.changes.push_back(row_); }

  // An unrelated purpose needs consent, a related one notice (APPI 17(2), 21(3)), whatever the policy says.
  void check(Draft& draft) const override {
    const auto has = [](const std::vector<ChangeKind>& kinds) {
      return std::find(kinds.begin(), kinds.end(), ChangeKind::purposes) != kinds.end();
    };
    if (!has(row_.notice) && !has(row_.consent))
      draft.report(FindingCode::purposes_changed_silently, row_, {row_.name.text()});
  }

 private:
  Amendment row_;
};

}  // namespace

std::unique_ptr<Rule> read_change(Declared head, Fields& fields) {
  return std::make_unique<ChangeRule>(std::move(head), fields);
}

}  // namespace daicho::policy
