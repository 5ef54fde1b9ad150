// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/threat.h"

#include <algorithm>

namespace daicho::policy {
namespace {

class ThreatRule final : public Rule {
 public:
  explicit ThreatRule(Declared head) : row_{std::move(head)} {}

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.threats, "threat", ThreatSet::capacity, row_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const std::vector<Control>& controls = draft.tables.controls;
    const bool guarded = std::any_of(controls.begin(), controls.end(), [this](const Control& control) {
      return control.against.test(*place_);
    });
    if (!guarded) draft.report(FindingCode::threat_without_control, row_, {row_.name.text()});
  }

 private:
  Threat row_;
  std::optional<ThreatIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_threat(Declared head, Fields&) {
  return std::make_unique<ThreatRule>(std::move(head));
}

}  // namespace daicho::policy
