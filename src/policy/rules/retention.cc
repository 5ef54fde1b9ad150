// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/retention.h"

#include <algorithm>
#include <array>

#include "policy/wording.h"

namespace daicho::policy {
namespace {

constexpr std::size_t retentions_max = 64;
constexpr std::array methods = {ErasureMethod::complete_deletion, ErasureMethod::automatic_deletion,
                                ErasureMethod::log_rotation,      ErasureMethod::shredder,
                                ErasureMethod::dissolution,       ErasureMethod::physical_destruction,
                                ErasureMethod::return_to_owner,   ErasureMethod::anonymisation};

class RetentionRule final : public Rule {
 public:
  RetentionRule(Declared head, Fields& fields)
      : row_{std::move(head), EventIndex(0), {}, 0, {}, false, 30, {}} {
    trigger_ = fields.mention("trigger", Need::required);
    read_period(fields);
    statutes_ = fields.mentions("statutes", Need::optional);
    if (const auto also = fields.mention("also_when", Need::optional)) {
      row_.ends_with_purposes = also->text == "purpose_ended";
      if (!row_.ends_with_purposes) {
        fields.draft().report(FindingCode::unknown_choice, also->position,
                              {also->text, "also_when", "purpose_ended"});
      }
    }
    if (const auto delay = fields.period("without_delay", Need::optional)) {
      row_.without_delay_days = delay->days > 0 ? delay->days : delay->months * 30;
    }
    row_.methods = fields.choice_list<ErasureMethod>("erase", methods, Need::required);
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.retentions, "retention", retentions_max, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    Retention& row = draft.tables.retentions[*place_];
    if (trigger_) row.trigger = draft.find(draft.tables.events, "event", *trigger_).value_or(EventIndex(0));
    row.statutes = draft.statutes(statutes_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Retention& row = draft.tables.retentions[*place_];
    if (!is_used(draft.tables)) draft.report(FindingCode::retention_without_use, row, {row.name.text()});
    if (row.period == Retention::Period::statutory && statutes_.empty()) {
      draft.report(FindingCode::statutory_without_statute, row, {row.name.text()});
    }
    check_statutes(draft, row);
  }

 private:
  void read_period(Fields& fields) {
    const auto word = fields.mention("period", Need::required);
    if (!word) return;
    if (word->text == "purpose") {
      row_.period = Retention::Period::purpose;
    } else if (word->text == "statutory") {
      row_.period = Retention::Period::statutory;
    } else if (const auto period = base::parse_period(word->text)) {
      const bool in_days = period->days > 0;
      row_.period = in_days ? Retention::Period::days : Retention::Period::months;
      row_.length = in_days ? period->days : period->months;
    } else {
      fields.draft().report(FindingCode::not_a_period, word->position, {word->text});
    }
  }

  bool is_used(const PolicyTables& tables) const {
    return std::any_of(tables.record_types.begin(), tables.record_types.end(),
                       [this](const RecordType& type) {
                         return type.retention == *place_ ||
                                std::any_of(type.item_retention.begin(), type.item_retention.end(),
                                            [this](const auto& pair) { return pair.second == *place_; });
                       });
  }

  // The published period and text against the longest statute.
  static void check_statutes(Draft& draft, const Retention& row) {
    const StatutePeriod* longest = nullptr;
    for (const base::Term& name : row.statutes) {
      const StatutePeriod* statute = draft.law.find_statute(name.text());
      if (longest == nullptr || statute->months > longest->months) longest = statute;
    }
    if (longest == nullptr) return;
    const std::string& which = longest->name.text();
    if (row.period == Retention::Period::months && row.length < longest->months) {
      draft.report(FindingCode::statute_cut_short, row,
                   {row.name.text(), std::to_string(row.length), which, std::to_string(longest->months)});
    } else if (longest->months % 12 == 0 &&
               !names_number(draft.tables.clauses[row.clause].text.ja, longest->months / 12)) {
      draft.report(FindingCode::statute_not_in_text, row,
                   {row.name.text(), std::to_string(longest->months / 12), which});
    }
  }

  Retention row_;
  std::optional<Mention> trigger_;
  std::vector<Mention> statutes_;
  std::optional<RetentionIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_retention(Declared head, Fields& fields) {
  return std::make_unique<RetentionRule>(std::move(head), fields);
}

}  // namespace daicho::policy
