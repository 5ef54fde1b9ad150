// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/provision.h"

#include <array>

#include "policy/rules/abroad.h"

namespace daicho::policy {
namespace {

constexpr std::array bases_of_one_word = {Basis::law, Basis::succession};

class ProvisionRule final : public Rule {
 public:
  ProvisionRule(Declared head, Fields& fields) : row_{std::move(head)}, abroad_(fields) {
    row_.to = fields.local_text("to", Need::required);
    items_ = fields.mentions("items", Need::required);
    purposes_ = fields.mentions("purposes", Need::optional);
    row_.means = fields.local_text("means", Need::optional);
    needs_ = fields.mentions("needs", Need::optional);
    row_.for_payment = fields.flag("for_payment", false);
    read_basis(fields);
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.provisions, "provision", ProvisionSet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    PolicyTables& tables = draft.tables;
    Provision& row = tables.provisions[*place_];
    row.items = draft.find_all<ItemSet>(tables.items, "item", items_);
    row.purposes = draft.find_all<PurposeSet>(tables.purposes, "purpose", purposes_);
    row.needs = draft.facts(needs_);
    row.abroad = abroad_.resolve(draft);
    if (consent_) row.consent = draft.find(tables.consents, "consent", *consent_);
    if (exception_) row.exception = draft.find(tables.exceptions, "exception", *exception_);
    if (entrusted_) row.entrusted = draft.find(tables.entrusted, "entrusted", *entrusted_);
    if (stop_ && row.opt_out) row.opt_out->stop = draft.find(tables.stops, "stop", *stop_);
    row.recipient_does_not_match = draft.fact({"recipient_does_not_match", row.position});
    if (row.basis == Basis::law) row.limbs = stated(draft, {"statute", "document"});
    if (row.basis == Basis::succession) row.limbs = stated(draft, {"succession"});
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Provision& row = draft.tables.provisions[*place_];
    const std::string& name = row.name.text();
    check_items(draft, row);
    const bool needs_purpose = !row.is_exceptional() && row.basis != Basis::succession;
    if (needs_purpose && row.purposes.empty())
      draft.report(FindingCode::provision_without_purpose, row, {name});
    if (row.for_payment && row.basis != Basis::consent) {
      draft.report(FindingCode::payment_without_consent, row, {name});
    }
    if (row.consent && !draft.tables.consents[*row.consent].covers_items.includes(row.items)) {
      draft.report(FindingCode::provision_consent_leaves_out_item, row,
                   {name, draft.tables.consents[*row.consent].name.text()});
    }
    if (row.exception) check_exception(draft, row);
    if (row.opt_out && row.opt_out->stop && !row.blocked_by.test(*row.opt_out->stop)) {
      draft.report(FindingCode::opt_out_stop_elsewhere, row,
                   {name, draft.tables.stops[*row.opt_out->stop].name.text()});
    }
    abroad_.check(draft, row, row.is_exceptional());
  }

 private:
  void read_basis(Fields& fields) {
    const Node* node = fields.take("basis", Need::required);
    if (node == nullptr) return;
    Draft& draft = fields.draft();
    if (node->kind == Node::Kind::text) {
      for (const Basis basis : bases_of_one_word) {
        if (public_name(basis).text() == node->text) {
          row_.basis = basis;
          return;
        }
      }
      draft.report(
          FindingCode::unknown_choice, node->position,
          {node->text, "basis",
           "law, succession, {consent: …}, {exception: …}, {opt_out: …}, {joint_use: …}, {return_to: …}"});
      return;
    }
    Fields basis(*node, "basis", draft);
    if (node->find("consent") != nullptr) {
      row_.basis = Basis::consent;
      consent_ = basis.mention("consent", Need::required);
    } else if (node->find("exception") != nullptr) {
      row_.basis = Basis::exception;
      exception_ = basis.mention("exception", Need::required);
    } else if (node->find("return_to") != nullptr) {
      row_.basis = Basis::return_to;
      entrusted_ = basis.mention("return_to", Need::required);
    } else if (const Node* opt_out = basis.take("opt_out", Need::optional)) {
      read_opt_out(*opt_out, draft);
    } else if (const Node* joint_use = basis.take("joint_use", Need::required)) {
      read_joint_use(*joint_use, draft);
    }
    basis.finish();
  }

  void read_opt_out(const Node& node, Draft& draft) {
    Fields matters(node, "opt_out", draft);
    row_.basis = Basis::opt_out;
    OptOut& out = row_.opt_out.emplace();
    stop_ = matters.mention("stop", Need::required);
    out.starts = matters.date("starts", Need::required).value_or(base::LocalDate());
    out.filed = matters.date("filed", Need::required).value_or(base::LocalDate());
    out.acquired_how = matters.local_text("acquired_how", Need::required);
    out.update_how = matters.local_text("update_how", Need::required);
    matters.finish();
    if (out.starts <= out.filed && matters_are_dated(node)) {
      draft.report(FindingCode::opt_out_before_filing, node.position, {row_.name.text()});
    }
  }
  static bool matters_are_dated(const Node& node) {
    return node.find("starts") != nullptr && node.find("filed") != nullptr;
  }

  void read_joint_use(const Node& node, Draft& draft) {
    Fields matters(node, "joint_use", draft);
    row_.basis = Basis::joint_use;
    JointUse& use = row_.joint_use.emplace();
    use.parties = matters.local_text("parties", Need::required);
    use.responsible = matters.local_text("responsible", Need::required);
    use.address = matters.local_text("address", Need::required);
    use.representative = matters.local_text("representative", Need::required);
    matters.finish();
  }

  FactSet stated(Draft& draft, std::initializer_list<std::string_view> names) const {
    FactSet facts;
    for (const std::string_view name : names) {
      if (const auto fact = draft.fact({std::string(name), row_.position})) facts.set(*fact);
    }
    return facts;
  }

  static void check_items(Draft& draft, const Provision& row) {
    ItemSet of_purposes;
    row.purposes.for_each([&](PurposeIndex p) { of_purposes |= draft.tables.purposes[p].items; });
    row.items.for_each([&](ItemIndex place) {
      const Item& item = draft.tables.items[place];
      const std::vector<std::string> quotes = {row.name.text(), item.name.text()};
      if (item.item_class == ItemClass::secrecy_of_communications)
        draft.report(FindingCode::secrecy_given_away, row, quotes);
      if (item.item_class == ItemClass::special_care && row.basis == Basis::opt_out)
        draft.report(FindingCode::opt_out_of_special_care, row, quotes);
      if (!row.purposes.empty() && !of_purposes.test(place))
        draft.report(FindingCode::provision_beyond_purpose, row, quotes);
    });
  }

  static void check_exception(Draft& draft, const Provision& row) {
    const Exception& exception = draft.tables.exceptions[*row.exception];
    const std::vector<std::string> quotes = {row.name.text(), exception.name.text()};
    if (exception.lifts != Closes::provisions)
      draft.report(FindingCode::exception_of_other_limit, row, quotes);
    if (!exception.lifts_provision) draft.report(FindingCode::provision_looser_than_law, row, quotes);
  }

  Provision row_;
  AbroadField abroad_;
  std::vector<Mention> items_, purposes_, needs_;
  std::optional<Mention> consent_, exception_, entrusted_, stop_;
  std::optional<ProvisionIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_provision(Declared head, Fields& fields) {
  return std::make_unique<ProvisionRule>(std::move(head), fields);
}

}  // namespace daicho::policy
