// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/role.h"

namespace daicho::policy {
namespace {

constexpr std::size_t roles_max = 64;

class RoleRule final : public Rule {
 public:
  RoleRule(Declared head, Fields& fields) : row_{std::move(head)} {
    for (const Operation operation : fields.choice_list<Operation>("may", all_operations, Need::optional)) {
      row_.may.set(operation);
    }
    row_.two_person = fields.flag("two_person", false);
    row_.required = fields.flag("required", true);
  }

  void declare(Draft& draft) override { draft.add(draft.tables.roles, "role", roles_max, row_); }

 private:
  Role row_;
};

}  // namespace

std::unique_ptr<Rule> read_role(Declared head, Fields& fields) {
  return std::make_unique<RoleRule>(std::move(head), fields);
}

}  // namespace daicho::policy
