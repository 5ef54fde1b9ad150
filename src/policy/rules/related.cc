// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/related.h"

namespace daicho::policy {
namespace {

class RelatedRule final : public Rule {
 public:
  RelatedRule(Declared head, Fields& fields) : row_{std::move(head)} {
    from_ = fields.mentions("from", Need::required);
    to_ = fields.mentions("to", Need::required);
    row_.why = fields.local_text("why", Need::required);
  }

  void declare(Draft&) override {}

  void resolve(Draft& draft) override {
    row_.from = draft.find_all<PurposeSet>(draft.tables.purposes, "purpose", from_);
    row_.to = draft.find_all<PurposeSet>(draft.tables.purposes, "purpose", to_);
    row_.to.for_each([&](PurposeIndex purpose) { draft.tables.purposes[purpose].related_from |= row_.from; });
    draft.tables.related.push_back(row_);
  }

  void check(Draft& draft) const override {
    row_.to.for_each([&](PurposeIndex place) {
      const Purpose& purpose = draft.tables.purposes[place];
      const std::vector<std::string> quotes = {row_.name.text(), purpose.name.text()};
      if (row_.from.test(place)) draft.report(FindingCode::related_to_itself, row_, quotes);
      // What advertises for others is hardly what the person had to expect.
      if (purpose.marketing == Marketing::third_party)
        draft.report(FindingCode::related_third_party_marketing, row_, quotes);
    });
  }

 private:
  Related row_;
  std::vector<Mention> from_, to_;
};

}  // namespace

std::unique_ptr<Rule> read_related(Declared head, Fields& fields) {
  return std::make_unique<RelatedRule>(std::move(head), fields);
}

}  // namespace daicho::policy
