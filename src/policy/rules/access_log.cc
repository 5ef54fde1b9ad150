// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/access_log.h"

namespace daicho::policy {
namespace {

class AccessLogRule final : public Rule {
 public:
  AccessLogRule(Declared head, Fields& fields) : row_{std::move(head)} {
    fields_ = fields.mentions("fields", Need::required);
    purposes_ = fields.mentions("purposes", Need::optional);
  }

  void declare(Draft&) override {}

  void resolve(Draft& draft) override {
    row_.fields = draft.find_all<ItemSet>(draft.tables.items, "item", fields_);
    row_.purposes = draft.find_all<PurposeSet>(draft.tables.purposes, "purpose", purposes_);
    draft.tables.access_logs.push_back(row_);
  }

  // A purpose that the log is said to serve must be able to use something of it.
  void check(Draft& draft) const override {
    row_.purposes.for_each([&](PurposeIndex place) {
      const Purpose& purpose = draft.tables.purposes[place];
      if (purpose.items.intersects(row_.fields)) return;
      draft.report(FindingCode::access_log_without_use, row_, {row_.name.text(), purpose.name.text()});
    });
  }

 private:
  AccessLog row_;
  std::vector<Mention> fields_, purposes_;
};

}  // namespace

std::unique_ptr<Rule> read_access_log(Declared head, Fields& fields) {
  return std::make_unique<AccessLogRule>(std::move(head), fields);
}

}  // namespace daicho::policy
