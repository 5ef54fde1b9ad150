// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/apart.h"

namespace daicho::policy {
namespace {

constexpr std::size_t aparts_max = 32;

class ApartRule final : public Rule {
 public:
  ApartRule(Declared head, Fields& fields) : row_{std::move(head)} {
    items_ = fields.mentions("items", Need::required);
    from_ = fields.mentions("from", Need::required);
  }

  void declare(Draft& draft) override { place_ = draft.add(draft.tables.aparts, "apart", aparts_max, row_); }

  void resolve(Draft& draft) override {
    if (!place_) return;
    Apart& row = draft.tables.aparts[*place_];
    row.items = draft.find_all<ItemSet>(draft.tables.items, "item", items_);
    row.from = draft.find_all<ItemSet>(draft.tables.items, "item", from_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Apart& row = draft.tables.aparts[*place_];
    if (row.items.intersects(row.from)) draft.report(FindingCode::apart_from_itself, row, {row.name.text()});
    for (const RecordType& type : draft.tables.record_types) {
      if (!type.items.intersects(row.items) || !type.items.intersects(row.from)) continue;
      draft.report(FindingCode::record_joins_apart, row, {row.name.text(), type.name.text()});
    }
  }

 private:
  Apart row_;
  std::vector<Mention> items_, from_;
  std::optional<ApartIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_apart(Declared head, Fields& fields) {
  return std::make_unique<ApartRule>(std::move(head), fields);
}

}  // namespace daicho::policy
