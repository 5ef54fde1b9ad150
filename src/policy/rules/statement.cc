// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/statement.h"

namespace daicho::policy {
namespace {

class StatementRule final : public Rule {
 public:
  StatementRule(Declared head, Fields& fields)
      : row_{std::move(head), fields.local_text("why", Need::required)} {}
  void declare(Draft& draft) override { draft.tables.statements.push_back(row_); }

 private:
  Statement row_;
};

}  // namespace

std::unique_ptr<Rule> read_statement(Declared head, Fields& fields) {
  return std::make_unique<StatementRule>(std::move(head), fields);
}

}  // namespace daicho::policy
