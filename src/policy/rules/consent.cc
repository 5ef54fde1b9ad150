// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/consent.h"

#include <algorithm>

namespace daicho::policy {
namespace {

class ConsentRule final : public Rule {
 public:
  ConsentRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, {}, false} {
    row_.held = fields.flag("held", false);
    row_.text = fields.local_text("text", Need::required);
    const Node* node = fields.take("covers", Need::required);
    if (node == nullptr) return;
    Fields covers(*node, "covers", fields.draft());
    items_ = covers.mentions("items", Need::optional);
    purposes_ = covers.mentions("purposes", Need::optional);
    covers.finish();
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.consents, "consent", ConsentSet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    Consent& row = draft.tables.consents[*place_];
    row.covers_items = draft.find_all<ItemSet>(draft.tables.items, "item", items_);
    row.covers_purposes = draft.find_all<PurposeSet>(draft.tables.purposes, "purpose", purposes_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const PolicyTables& tables = draft.tables;
    const bool waited_for =
        std::any_of(tables.items.begin(), tables.items.end(),
                    [this](const Item& item) { return item.only_with_consents.test(*place_); }) ||
        std::any_of(tables.purposes.begin(), tables.purposes.end(),
                    [this](const Purpose& purpose) { return purpose.consents.test(*place_); });
    const auto opens = [this](const auto& rule) {
      return rule.abroad.consent == place_ || grounds(rule) == place_;
    };
    const bool shares = row_.held || std::any_of(tables.provisions.begin(), tables.provisions.end(), opens) ||
                        std::any_of(tables.entrustments.begin(), tables.entrustments.end(), opens);
    if (!waited_for && !shares) draft.report(FindingCode::consent_without_use, row_, {row_.name.text()});
  }

 private:
  static std::optional<ConsentIndex> grounds(const Provision& rule) { return rule.consent; }
  static std::optional<ConsentIndex> grounds(const Entrustment&) { return std::nullopt; }

  Consent row_;
  std::vector<Mention> items_, purposes_;
  std::optional<ConsentIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_consent(Declared head, Fields& fields) {
  return std::make_unique<ConsentRule>(std::move(head), fields);
}

}  // namespace daicho::policy
