// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/scope.h"

#include <algorithm>
#include <array>

namespace daicho::policy {
namespace {

constexpr std::array subject_kinds = {SubjectKind::customer, SubjectKind::partner_staff,
                                      SubjectKind::own_staff};

class ScopeRule final : public Rule {
 public:
  ScopeRule(Declared head, Fields& fields) : row_{std::move(head)} {
    row_.subjects = fields.choice_list<SubjectKind>("subjects", subject_kinds, Need::required);
  }

  void declare(Draft& draft) override { draft.tables.scopes.push_back(row_); }

  // Records of persons of whom the policy does not speak are outside every promise.
  void check(Draft& draft) const override {
    for (const RecordType& type : draft.tables.record_types) {
      for (const SubjectKind kind : type.subjects) {
        if (std::find(row_.subjects.begin(), row_.subjects.end(), kind) != row_.subjects.end()) continue;
        draft.report(FindingCode::record_outside_scope, row_,
                     {type.name.text(), std::string(public_name(kind).text())});
      }
    }
  }

 private:
  Scope row_;
};

}  // namespace

std::unique_ptr<Rule> read_scope(Declared head, Fields& fields) {
  return std::make_unique<ScopeRule>(std::move(head), fields);
}

}  // namespace daicho::policy
