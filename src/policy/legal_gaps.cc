// SPDX-License-Identifier: Apache-2.0
#include "policy/legal_gaps.h"

#include <algorithm>

namespace daicho::policy {
namespace {

// A right that the policy does not name holds all the same (APPI 32–35).
void check_rights(Draft& draft) {
  std::string forgotten;
  for (const RightKind kind : all_right_kinds) {
    const bool named =
        std::any_of(draft.tables.rights.begin(), draft.tables.rights.end(), [kind](const Right& right) {
          return std::find(right.kinds.begin(), right.kinds.end(), kind) != right.kinds.end();
        });
    if (!named) forgotten += (forgotten.empty() ? "" : ", ") + std::string(public_name(kind).text());
  }
  if (!forgotten.empty()) draft.report(FindingCode::rights_forgotten, Position{1, 1}, {forgotten});
}

// A policy that sorts its measures into the four groups has one at least in each (APPI 23; C-024).
void check_safety_groups(Draft& draft) {
  const std::vector<Control>& controls = draft.tables.controls;
  const bool sorted = std::any_of(controls.begin(), controls.end(),
                                  [](const Control& control) { return control.group.has_value(); });
  if (!sorted) return;
  for (const SafetyGroup group : all_safety_groups) {
    const bool filled = std::any_of(controls.begin(), controls.end(),
                                    [group](const Control& control) { return control.group == group; });
    if (!filled)
      draft.report(FindingCode::safety_group_empty, Position{1, 1}, {std::string(public_name(group).text())});
  }
}

}  // namespace

void check_legal_gaps(Draft& draft) {
  check_rights(draft);
  check_safety_groups(draft);
}

}  // namespace daicho::policy
