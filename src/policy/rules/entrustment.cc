// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/entrustment.h"

#include <algorithm>
#include <array>

#include "policy/rules/abroad.h"
#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array re_entrustments = {ReEntrustment::forbidden, ReEntrustment::with_approval,
                                        ReEntrustment::free};

class EntrustmentRule final : public Rule {
 public:
  EntrustmentRule(Declared head, Fields& fields) : row_{std::move(head)}, abroad_(fields) {
    items_ = fields.mentions("items", Need::required);
    purposes_ = fields.mentions("purposes", Need::required);
    const Node* node = fields.take("requires", Need::required);
    if (node == nullptr) return;
    Fields parts(*node, "requires", fields.draft());
    assessment_ = parts.mentions("assessment", Need::required);
    contract_ = parts.mentions("contract", Need::required);
    row_.supervision_every_months = read_cycle_months(parts, "supervision", Need::required);
    row_.re_entrustment =
        parts.choice<ReEntrustment>("re_entrustment", re_entrustments, ReEntrustment::with_approval);
    parts.finish();
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.entrustments, "entrustment", EntrustmentSet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    Entrustment& row = draft.tables.entrustments[*place_];
    row.items = draft.find_all<ItemSet>(draft.tables.items, "item", items_);
    row.purposes = draft.find_all<PurposeSet>(draft.tables.purposes, "purpose", purposes_);
    row.abroad = abroad_.resolve(draft);
    require(draft, assessment_, "assessed.", row.assessment, row.required);
    require(draft, contract_, "contract.", row.contract, row.required);
    if (const auto supervised = draft.fact({"supervised", row.position})) row.required.set(*supervised);
    row.re_entrusted = draft.fact({"re_entrusted", row.position});
    row.re_entrustment_approved = draft.fact({"re_entrustment_approved", row.position});
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Entrustment& row = draft.tables.entrustments[*place_];
    ItemSet of_purposes;
    row.purposes.for_each([&](PurposeIndex p) { of_purposes |= draft.tables.purposes[p].items; });
    row.items.for_each([&](ItemIndex place) {
      const Item& item = draft.tables.items[place];
      const std::vector<std::string> quotes = {row.name.text(), item.name.text()};
      if (item.item_class == ItemClass::secrecy_of_communications)
        draft.report(FindingCode::secrecy_given_away, row, quotes);
      if (!of_purposes.test(place)) draft.report(FindingCode::entrustment_beyond_purpose, row, quotes);
    });
    abroad_.check(draft, row, false);
    check_heads(draft, row);
  }

 private:
  // The names as facts that must be shown: `assessed.NAME`, `contract.NAME`.
  static void require(Draft& draft, const std::vector<Mention>& words, std::string_view prefix,
                      std::vector<base::Term>& names, FactSet& required) {
    for (const Mention& word : words) {
      const auto name = base::Term::declared(word.text);
      const auto fact = draft.fact({std::string(prefix) + word.text, word.position});
      if (!name || !fact) continue;
      names.push_back(*name);
      required.set(*fact);
    }
  }

  // Two clauses that ask different heads of a contract contradict each other.
  static void check_heads(Draft& draft, const Entrustment& row) {
    for (const Entrustment& other : draft.tables.entrustments) {
      for (const base::Term& head : other.contract) {
        if (std::find(row.contract.begin(), row.contract.end(), head) != row.contract.end()) continue;
        draft.report(FindingCode::contract_heads_differ, row,
                     {row.name.text(), other.name.text(), head.text()});
        return;
      }
    }
  }

  Entrustment row_;
  AbroadField abroad_;
  std::vector<Mention> items_, purposes_, assessment_, contract_;
  std::optional<EntrustmentIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_entrustment(Declared head, Fields& fields) {
  return std::make_unique<EntrustmentRule>(std::move(head), fields);
}

}  // namespace daicho::policy
