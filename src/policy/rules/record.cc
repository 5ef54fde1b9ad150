// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/record.h"

#include <array>

namespace daicho::policy {
namespace {

constexpr std::size_t record_types_max = 128;
constexpr std::array subject_kinds = {SubjectKind::customer, SubjectKind::partner_staff,
                                      SubjectKind::own_staff};

class RecordRule final : public Rule {
 public:
  RecordRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, RetentionIndex(0), {}} {
    items_ = fields.mentions("items", Need::required);
    retention_ = fields.mention("retention", Need::required);
    row_.subjects = fields.choice_list<SubjectKind>("subjects", subject_kinds, Need::optional);
    if (row_.subjects.empty()) row_.subjects = {SubjectKind::customer};
    read_item_retention(fields);
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.record_types, "record", record_types_max, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    PolicyTables& tables = draft.tables;
    RecordType& row = tables.record_types[*place_];
    row.items = draft.find_all<ItemSet>(tables.items, "item", items_);
    if (retention_) {
      row.retention = draft.find(tables.retentions, "retention", *retention_).value_or(RetentionIndex(0));
    }
    for (const auto& [item, own_class] : item_retention_) {
      const auto item_place = draft.find(tables.items, "item", item);
      const auto class_place = draft.find(tables.retentions, "retention", own_class);
      if (item_place && class_place) row.item_retention.emplace_back(*item_place, *class_place);
    }
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const RecordType& row = draft.tables.record_types[*place_];
    if (row.items.empty()) draft.report(FindingCode::record_without_item, row, {row.name.text()});
    for (const auto& [item, own_class] : row.item_retention) {
      if (row.items.test(item)) continue;
      draft.report(FindingCode::item_retention_outside_record, row,
                   {draft.tables.items[item].name.text(), row.name.text()});
    }
  }

 private:
  void read_item_retention(Fields& fields) {
    const Node* node = fields.take("item_retention", Need::optional);
    if (node == nullptr) return;
    Fields pairs(*node, "item_retention", fields.draft());
    for (const Node::Key& key : node->keys) {
      if (const auto own_class = pairs.mention(key.text, Need::required)) {
        item_retention_.emplace_back(Mention{key.text, key.position}, *own_class);
      }
    }
  }

  RecordType row_;
  std::vector<Mention> items_;
  std::optional<Mention> retention_;
  std::vector<std::pair<Mention, Mention>> item_retention_;
  std::optional<RecordTypeIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_record(Declared head, Fields& fields) {
  return std::make_unique<RecordRule>(std::move(head), fields);
}

}  // namespace daicho::policy
