// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/hold.h"

namespace daicho::policy {
namespace {

constexpr std::size_t hold_kinds_max = 32;

class HoldRule final : public Rule {
 public:
  HoldRule(Declared head, Fields& fields) : row_{std::move(head), {}} {
    needs_ = fields.mentions("needs", Need::optional);
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.hold_kinds, "hold", hold_kinds_max, row_);
  }

  void resolve(Draft& draft) override {
    if (place_) draft.tables.hold_kinds[*place_].needs = draft.facts(needs_);
  }

  void check(Draft& draft) const override {
    if (needs_.empty()) draft.report(FindingCode::hold_without_need, row_, {row_.name.text()});
  }

 private:
  HoldKind row_;
  std::vector<Mention> needs_;
  std::optional<HoldKindIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_hold(Declared head, Fields& fields) {
  return std::make_unique<HoldRule>(std::move(head), fields);
}

}  // namespace daicho::policy
