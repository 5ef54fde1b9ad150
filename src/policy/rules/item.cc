// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/item.h"

#include <algorithm>
#include <array>

namespace daicho::policy {
namespace {

constexpr std::array value_types = {
    ValueType::name_kanji,  ValueType::name_hiragana, ValueType::name_katakana, ValueType::name_romaji,
    ValueType::date,        ValueType::age,           ValueType::phone,         ValueType::email,
    ValueType::postal_code, ValueType::address,       ValueType::text,          ValueType::number,
    ValueType::choice,      ValueType::url,           ValueType::ip_address,    ValueType::card_token,
    ValueType::boolean,     ValueType::instant,       ValueType::attachment};
constexpr std::array item_classes = {ItemClass::personal, ItemClass::special_care,
                                     ItemClass::identification_code, ItemClass::person_related,
                                     ItemClass::secrecy_of_communications};
constexpr std::array maskings = {Masking::none, Masking::all, Masking::last4, Masking::initial,
                                 Masking::domain};

// Whether a name or label is that of the individual number (個人番号), which My Number Act 20 keeps out of
// ordinary registers.
bool names_individual_number(const Item& item) {
  for (const std::string_view sign : {"my_number", "my-number", "mynumber", "individual_number"}) {
    if (item.name.text().find(sign) != std::string::npos) return true;
  }
  for (const std::string_view sign : {"個人番号", "マイナンバー", "My Number", "my number"}) {
    if (item.label.ja.find(sign) != std::string::npos || item.label.en.find(sign) != std::string::npos)
      return true;
  }
  return false;
}

class ItemRule final : public Rule {
 public:
  ItemRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, {}, {}, {}, {}, {}} {
    fields.take("value", Need::required);
    row_.value = fields.choice<ValueType>("value", value_types, ValueType::text);
    row_.item_class = fields.choice<ItemClass>("class", item_classes, ItemClass::personal);
    row_.optional = fields.flag("optional", false);
    row_.masked = fields.choice<Masking>("masked", maskings, Masking::none);
    read_conditions(fields);
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.items, "item", ItemSet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    Item& row = draft.tables.items[*place_];
    for (const Mention& word : consents_) {
      if (const auto consent = draft.find(draft.tables.consents, "consent", word))
        row.only_with_consents.set(*consent);
    }
    for (const Mention& word : contexts_) {
      if (const auto context = draft.context(word)) row.only_in_contexts.set(*context);
    }
    if (needs_reason_) {
      if (const auto reason = draft.fact({"reason", row.position})) row.only_with_facts.set(*reason);
    }
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Item& row = draft.tables.items[*place_];
    const auto names_it = [this](const auto& holder) { return holder.items.test(*place_); };
    const auto nobody = [&names_it](const auto& table) {
      return std::none_of(table.begin(), table.end(), names_it);
    };
    const auto report = [&](FindingCode code) { draft.report(code, row, {row.name.text()}); };
    if (nobody(draft.tables.purposes)) report(FindingCode::item_without_purpose);
    if (nobody(draft.tables.record_types)) report(FindingCode::item_without_retention);
    if (nobody(draft.tables.channels)) report(FindingCode::item_without_channel);
    if (names_individual_number(row)) report(FindingCode::individual_number_item);
    if (row.item_class == ItemClass::special_care && row.only_with_consents.empty()) {
      report(FindingCode::special_care_without_consent);
    }
    row.only_with_consents.for_each([&](ConsentIndex consent) { check_consent(draft, row, consent); });
  }

 private:
  // A consent that the item waits for must cover it, and every purpose that uses it.
  void check_consent(Draft& draft, const Item& row, ConsentIndex place) const {
    const PolicyTables& tables = draft.tables;
    const Consent& consent = tables.consents[place];
    if (!consent.covers_items.test(*place_)) {
      draft.report(FindingCode::consent_leaves_out_item, row, {row.name.text(), consent.name.text()});
    }
    for (std::uint16_t i = 0; i < tables.purposes.size(); ++i) {
      const Purpose& purpose = tables.purposes[PurposeIndex(i)];
      if (!purpose.items.test(*place_) || consent.covers_purposes.test(PurposeIndex(i))) continue;
      draft.report(FindingCode::item_consent_leaves_out_purpose, purpose,
                   {purpose.name.text(), row.name.text(), consent.name.text()});
    }
  }

  // `only_if`: one condition, or a list of which all must hold.
  void read_conditions(Fields& fields) {
    const Node* node = fields.take("only_if", Need::optional);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::list) return read_condition(*node, fields.draft());
    for (const Node& element : node->elements) read_condition(element, fields.draft());
  }

  void read_condition(const Node& node, Draft& draft) {
    Fields condition(node, "only_if", draft);
    if (const auto consent = condition.mention("consent", Need::optional)) consents_.push_back(*consent);
    if (const auto context = condition.mention("context", Need::optional)) contexts_.push_back(*context);
    if (const auto reason = condition.mention("reason", Need::optional)) {
      needs_reason_ = true;
      if (reason->text != "required") {
        draft.report(FindingCode::unknown_choice, reason->position, {reason->text, "reason", "required"});
      }
    }
    condition.finish();
  }

  Item row_;
  std::vector<Mention> consents_;
  std::vector<Mention> contexts_;
  bool needs_reason_ = false;
  std::optional<ItemIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_item(Declared head, Fields& fields) {
  return std::make_unique<ItemRule>(std::move(head), fields);
}

}  // namespace daicho::policy
