// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/transmission.h"

namespace daicho::policy {
namespace {

class TransmissionRule final : public Rule {
 public:
  TransmissionRule(Declared head, Fields& fields) : row_{std::move(head)} {
    row_.to = fields.local_text("to", Need::required);
    row_.purposes = fields.local_text("purposes", Need::required);
    row_.recipient_purposes = fields.local_text("recipient_purposes", Need::optional);
    row_.opt_out = fields.text("opt_out", Need::optional);
    const Node* content = fields.take("content", Need::required);
    if (content == nullptr) return;
    if (content->kind == Node::Kind::mapping) {
      row_.content = fields.local_text("content", Need::required);
    } else {
      items_ = fields.mentions("content", Need::required);
    }
  }

  void declare(Draft&) override {}

  void resolve(Draft& draft) override {
    row_.items = draft.find_all<ItemSet>(draft.tables.items, "item", items_);
    draft.tables.transmissions.push_back(row_);
  }

  void check(Draft& draft) const override {
    if (row_.recipient_purposes.ja.empty())
      draft.report(FindingCode::transmission_incomplete, row_, {row_.name.text()});
  }

 private:
  Transmission row_;
  std::vector<Mention> items_;
};

}  // namespace

std::unique_ptr<Rule> read_transmission(Declared head, Fields& fields) {
  return std::make_unique<TransmissionRule>(std::move(head), fields);
}

}  // namespace daicho::policy
