// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/channel.h"

namespace daicho::policy {
namespace {

constexpr std::size_t channels_max = 64;

class ChannelRule final : public Rule {
 public:
  ChannelRule(Declared head, Fields& fields) : row_{std::move(head), {}, false, false} {
    row_.from_opt_out = fields.flag("from_opt_out", false);
    items_ = fields.mentions("items", Need::required);
    if (const auto source = fields.mention("source", Need::optional)) {
      row_.source_required = source->text == "required";
      if (source->text != "required" && source->text != "optional") {
        fields.draft().report(FindingCode::unknown_choice, source->position,
                              {source->text, "source", "optional, required"});
      }
    }
  }

  void declare(Draft& draft) override {
    place_ = draft.add(draft.tables.channels, "channel", channels_max, row_);
  }

  void resolve(Draft& draft) override {
    if (!place_) return;
    draft.tables.channels[*place_].items = draft.find_all<ItemSet>(draft.tables.items, "item", items_);
  }

  void check(Draft& draft) const override {
    if (!place_) return;
    const Channel& row = draft.tables.channels[*place_];
    if (row.items.empty()) draft.report(FindingCode::channel_without_item, row, {row.name.text()});
  }

 private:
  Channel row_;
  std::vector<Mention> items_;
  std::optional<ChannelIndex> place_;
};

}  // namespace

std::unique_ptr<Rule> read_channel(Declared head, Fields& fields) {
  return std::make_unique<ChannelRule>(std::move(head), fields);
}

}  // namespace daicho::policy
