// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/stop.h"

#include "policy/rules/media.h"

namespace daicho::policy {
namespace {

class StopRule final : public Rule {
 public:
  StopRule(Declared head, Fields& fields) : row_{std::move(head), {}, 0, {}} {
    const Node* node = fields.take("blocks", Need::required);
    if (node == nullptr) return;
    Fields blocks(*node, "blocks", fields.draft());
    purposes_ = blocks.mentions("purposes", Need::optional);
    row_.media = read_media(blocks, "media");
    provisions_ = blocks.mentions("provisions", Need::optional);
    blocks.finish();
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.stops, "stop", StopSet::capacity, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    PolicyTables& tables = draft.tables;
    Stop& row = tables.stops[*place_];
    row.purposes = draft.find_all<PurposeSet>(tables.purposes, "purpose", purposes_);
    for (std::uint16_t i = 0; i < tables.purposes.size(); ++i) {
      Purpose& purpose = tables.purposes[PurposeIndex(i)];
      if (row.purposes.test(PurposeIndex(i)) || (row.media & purpose.media) != 0)
        purpose.blocked_by.set(*place_);
    }
    row.provisions = draft.find_all<ProvisionSet>(tables.provisions, "provision", provisions_);
    row.provisions.for_each([&](ProvisionIndex p) { tables.provisions[p].blocked_by.set(*place_); });
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const PolicyTables& tables = draft.tables;
    const Stop& row = tables.stops[*place_];
    bool ends_one = !row.provisions.empty();
    for (std::uint16_t i = 0; i < tables.purposes.size(); ++i) {
      const Purpose& purpose = tables.purposes[PurposeIndex(i)];
      if (!purpose.blocked_by.test(*place_)) continue;
      ends_one = true;
      if (purpose.marketing == Marketing::none && !row.purposes.test(PurposeIndex(i))) {
        draft.report(FindingCode::stop_reaches_other_purpose, row, {row.name.text(), purpose.name.text()});
      }
    }
    if (!ends_one) draft.report(FindingCode::stop_without_effect, row, {row.name.text()});
  }

 private:
  Stop row_;
  std::vector<Mention> purposes_, provisions_;
  std::optional<StopIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_stop(Declared head, Fields& fields) {
  return std::make_unique<StopRule>(std::move(head), fields);
}

}  // namespace daicho::policy
