// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/limit.h"

#include <array>

namespace daicho::policy {
namespace {

constexpr std::size_t limits_max = 16;
constexpr std::size_t exceptions_max = 64;
constexpr std::array closed_lists = {Closes::purposes, Closes::items, Closes::channels, Closes::provisions};

// A limit's own name says what it closes when nothing else does: `limit: items` closes items.
Closes closed_by_name(const base::Term& name) {
  for (const Closes closes : closed_lists) {
    if (public_name(closes).text() == name.text()) return closes;
  }
  return Closes::purposes;
}

// The items that `word` names: one item, or all of a class.
ItemSet items_meant(Draft& draft, const Mention& word) {
  ItemSet set;
  for (std::uint16_t i = 0; i < draft.tables.items.size(); ++i) {
    if (public_name(draft.tables.items[ItemIndex(i)].item_class).text() == word.text) set.set(ItemIndex(i));
  }
  const bool names_class = word.text == "personal" || word.text == "special_care" ||
                           word.text == "identification_code" || word.text == "person_related" ||
                           word.text == "secrecy_of_communications";
  if (names_class) return set;
  if (const auto item = draft.find(draft.tables.items, "item", word)) set.set(*item);
  return set;
}

class LimitRule final : public Rule {
 public:
  LimitRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}} {
    row_.closes = fields.choice<Closes>("closes", closed_lists, closed_by_name(row_.name));
    never_reach_ = fields.mentions("never_reach", Need::optional);
    const Node* node = fields.take("exceptions", Need::optional);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::list) {
      fields.draft().report(FindingCode::expected_list, node->position, {"exceptions"});
      return;
    }
    for (const Node& element : node->elements) read_exception(element, fields.draft());
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.limits, "limit", limits_max, row_);
    if (!place_) return;
    for (Part& part : exceptions_) {
      part.row.limit = *place_;
      part.row.lifts = row_.closes;
      part.place = draft.add(draft.tables.exceptions, "exception", exceptions_max, part.row);
    }
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    ItemSet never;
    for (const Mention& word : never_reach_) never |= items_meant(draft, word);
    draft.tables.limits[*place_].never_reach = never;
    never |= items_meant(draft, {"secrecy_of_communications", row_.position});
    for (const Part& part : exceptions_) {
      if (part.place) resolve_exception(draft, part, never);
    }
  }

  void check(Draft& draft) const override {
    for (const Part& part : exceptions_) {
      if (!part.place) continue;
      const Exception& row = draft.tables.exceptions[*part.place];
      if (row.limbs.empty()) draft.report(FindingCode::exception_without_limb, row, {row.name.text()});
      if (row.cites.empty()) draft.report(FindingCode::exception_without_citation, row, {row.name.text()});
    }
  }

 private:
  // One exception as written.
  struct Part {
    Exception row;
    std::vector<Mention> cites, limbs;
    std::optional<ExceptionIndex> place;
  };

  void read_exception(const Node& node, Draft& draft) {
    Fields fields(node, "exception", draft);
    const auto name = fields.term("exception", Need::required);
    LocalText label = fields.local_text("label", Need::required);
    std::vector<Mention> cites = fields.mentions("cites", Need::optional);
    std::vector<Mention> limbs = fields.mentions("limbs", Need::optional);
    std::vector<std::string> promises = fields.promises();
    fields.finish();
    if (!name || !draft.is_new("exception", *name, node.position)) return;
    Exception row{{*name, std::move(label), row_.clause, node.position, std::move(promises)},
                  LimitIndex(0),
                  {},
                  {},
                  {},
                  {},
                  false,
                  false};
    exceptions_.push_back({std::move(row), std::move(cites), std::move(limbs), std::nullopt});
  }

  static void resolve_exception(Draft& draft, const Part& part, const ItemSet& never) {
    Exception& row = draft.tables.exceptions[*part.place];
    row.never_reach = never;
    row.limbs = draft.facts(part.limbs);
    for (const Mention& word : part.cites) {
      const auto citation = draft.citation(word);
      if (!citation) continue;
      row.cites.push_back(*citation);
      const std::string& name = draft.tables.citations[*citation].name.text();
      if (name.starts_with("appi-20-2-")) row.lifts_special_care = true;
      if (name.starts_with("appi-27-1-")) row.lifts_provision = true;
    }
  }

  Limit row_;
  std::vector<Mention> never_reach_;
  std::vector<Part> exceptions_;
  std::optional<LimitIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_limit(Declared head, Fields& fields) {
  return std::make_unique<LimitRule>(std::move(head), fields);
}

}  // namespace daicho::policy
