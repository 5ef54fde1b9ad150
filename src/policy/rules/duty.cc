// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/duty.h"

namespace daicho::policy {
namespace {

constexpr std::array attached_to = {Operation::acquire, Operation::use, Operation::provide,
                                    Operation::entrust};

// The operations with which a duty can come at all.
OperationSet possible_with(DutyKind kind) {
  switch (kind) {
    case DutyKind::show_purpose_first:
      return {Operation::acquire};
    case DutyKind::record_provision:
      return {Operation::provide};
    case DutyKind::mask:
      return {Operation::use, Operation::provide, Operation::entrust};
    case DutyKind::announce:
    case DutyKind::notify:
    case DutyKind::two_person:
      return {Operation::acquire, Operation::use, Operation::provide, Operation::entrust};
  }
  return {};
}

// The fact that shows that a duty was done before.
std::string_view fact_of(DutyKind kind) {
  switch (kind) {
    case DutyKind::show_purpose_first:
      return "purpose_shown";
    case DutyKind::announce:
      return "announced";
    case DutyKind::notify:
      return "person_notified";
    case DutyKind::two_person:
    case DutyKind::record_provision:
    case DutyKind::mask:
      return "";
  }
  return "";
}

class DutyRule final : public Rule {
 public:
  DutyRule(Declared head, Fields& fields) : row_{std::move(head)} {
    if (fields.take("does", Need::required) != nullptr)
      row_.does = fields.choice<DutyKind>("does", all_duty_kinds, DutyKind::mask);
    const Node* node = fields.take("with", Need::required);
    if (node == nullptr) return;
    Fields with(*node, "with", fields.draft());
    for (const Operation operation : with.choice_list<Operation>("operations", attached_to, Need::optional)) {
      row_.operations.set(operation);
    }
    if (row_.operations.empty()) row_.operations = possible_with(row_.does);
    items_ = with.mentions("items", Need::optional);
    channels_ = with.mentions("channels", Need::optional);
    purposes_ = with.mentions("purposes", Need::optional);
    provisions_ = with.mentions("provisions", Need::optional);
    entrustments_ = with.mentions("entrustments", Need::optional);
    with.finish();
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.duties, "duty", DutySet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    PolicyTables& tables = draft.tables;
    Duty& row = tables.duties[*place_];
    row.items = draft.find_all<ItemSet>(tables.items, "item", items_);
    row.channels = draft.find_all<ChannelSet>(tables.channels, "channel", channels_);
    row.purposes = draft.find_all<PurposeSet>(tables.purposes, "purpose", purposes_);
    row.provisions = draft.find_all<ProvisionSet>(tables.provisions, "provision", provisions_);
    row.entrustments = draft.find_all<EntrustmentSet>(tables.entrustments, "entrustment", entrustments_);
    const std::string_view fact = fact_of(row.does);
    if (!fact.empty()) row.shown_by = draft.fact({std::string(fact), row.position});
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Duty& row = draft.tables.duties[*place_];
    const OperationSet possible = possible_with(row.does);
    for (const Operation operation : attached_to) {
      if (!row.operations.test(operation) || possible.test(operation)) continue;
      draft.report(FindingCode::duty_out_of_place, row,
                   {row.name.text(), std::string(public_name(row.does).text()),
                    std::string(public_name(operation).text())});
    }
  }

 private:
  Duty row_;
  std::vector<Mention> items_, channels_, purposes_, provisions_, entrustments_;
  std::optional<DutyIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_duty(Declared head, Fields& fields) {
  return std::make_unique<DutyRule>(std::move(head), fields);
}

}  // namespace daicho::policy
