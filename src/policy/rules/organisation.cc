// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/organisation.h"

namespace daicho::policy {
namespace {

class OrganisationRule final : public Rule {
 public:
  OrganisationRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, {}} {
    row_.name_printed = fields.local_text("name", Need::required);
    row_.address = fields.local_text("address", Need::required);
    row_.representative = fields.local_text("representative", Need::required);
  }
  void declare(Draft& draft) override { draft.tables.organisations.push_back(row_); }

 private:
  Organisation row_;
};

}  // namespace

std::unique_ptr<Rule> read_organisation(Declared head, Fields& fields) {
  return std::make_unique<OrganisationRule>(std::move(head), fields);
}

}  // namespace daicho::policy
