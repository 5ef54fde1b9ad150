// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/purpose.h"

#include <array>

#include "policy/rules/media.h"
#include "policy/wording.h"

namespace daicho::policy {
namespace {

constexpr std::array marketings = {Marketing::none, Marketing::own, Marketing::third_party};

class PurposeRule final : public Rule {
 public:
  PurposeRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}} {
    items_ = fields.mentions("items", Need::required);
    consents_ = fields.mentions("consent", Need::optional);
    needs_ = fields.mentions("needs", Need::optional);
    after_ = fields.mention("after", Need::optional);
    ends_with_ = fields.mention("ends_with", Need::optional);
    row_.group = fields.term("group", Need::optional);
    row_.marketing = fields.choice<Marketing>("marketing", marketings, Marketing::none);
    row_.media = read_media(fields, "media");
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.purposes, "purpose", PurposeSet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    PolicyTables& tables = draft.tables;
    Purpose& row = tables.purposes[*place_];
    row.items = draft.find_all<ItemSet>(tables.items, "item", items_);
    for (const Mention& word : consents_) {
      if (const auto consent = draft.find(tables.consents, "consent", word)) row.consents.set(*consent);
    }
    row.needs = draft.facts(needs_);
    if (after_) row.after = draft.fact(*after_);
    if (ends_with_) row.ends_with = draft.find(tables.events, "event", *ends_with_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Purpose& row = draft.tables.purposes[*place_];
    const std::string& name = row.name.text();
    if (row.items.empty()) draft.report(FindingCode::purpose_without_item, row, {name});
    if (is_vague(row.label)) draft.report(FindingCode::vague_purpose, row, {name, row.label.ja});
    row.consents.for_each([&](ConsentIndex consent) {
      const Consent& needed = draft.tables.consents[consent];
      if (needed.covers_purposes.test(*place_)) return;
      draft.report(FindingCode::consent_leaves_out_purpose, row, {name, needed.name.text()});
    });
    if (row.marketing == Marketing::none) return;
    if (row.blocked_by.empty()) draft.report(FindingCode::marketing_without_stop, row, {name});
    if (row.marketing == Marketing::third_party && row.consents.empty()) {
      draft.report(FindingCode::third_party_marketing_without_consent, row, {name});
    }
  }

 private:
  Purpose row_;
  std::vector<Mention> items_, consents_, needs_;
  std::optional<Mention> after_, ends_with_;
  std::optional<PurposeIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_purpose(Declared head, Fields& fields) {
  return std::make_unique<PurposeRule>(std::move(head), fields);
}

}  // namespace daicho::policy
