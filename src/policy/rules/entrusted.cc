// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/entrusted.h"

namespace daicho::policy {
namespace {

constexpr std::size_t entrusted_max = 16;

class EntrustedRule final : public Rule {
 public:
  EntrustedRule(Declared head, Fields& fields) : row_{std::move(head)} {
    row_.from = fields.local_text("from", Need::required);
    records_ = fields.mentions("records", Need::required);
    purposes_ = fields.mentions("purposes", Need::required);
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.entrusted, "entrusted", entrusted_max, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    Entrusted& row = draft.tables.entrusted[*place_];
    row.records = draft.find_all<RecordTypeSet>(draft.tables.record_types, "record", records_);
    row.purposes = draft.find_all<PurposeSet>(draft.tables.purposes, "purpose", purposes_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Entrusted& row = draft.tables.entrusted[*place_];
    for (const Entrusted& other : draft.tables.entrusted) {
      if (other.name == row.name) return;
      if (!other.records.intersects(row.records)) continue;
      draft.report(FindingCode::entrusted_twice, row, {row.name.text(), other.name.text()});
    }
  }

 private:
  Entrusted row_;
  std::vector<Mention> records_, purposes_;
  std::optional<EntrustedIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_entrusted(Declared head, Fields& fields) {
  return std::make_unique<EntrustedRule>(std::move(head), fields);
}

}  // namespace daicho::policy
