// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/event.h"

namespace daicho::policy {
namespace {

class EventRule final : public Rule {
 public:
  EventRule(Declared head, Fields& fields) : row_{std::move(head), Event::Counts::last} {
    const auto word = fields.mention("counts", Need::optional);
    if (!word) return;
    if (word->text == "first") row_.counts = Event::Counts::first;
    if (word->text != "first" && word->text != "last") {
      fields.draft().report(FindingCode::unknown_choice, word->position,
                            {word->text, "counts", "first, last"});
    }
  }

  void declare(Draft& draft) override {
    // `acquired`, `purpose_ended` and `withdrawn` are there already: a rule may give them a label.
    if (const auto built_in = draft.tables.events.find(row_.name.text())) {
      draft.tables.events[*built_in] = row_;
    } else {
      draft.add(draft.tables.events, "event", EventSet::capacity, row_);
    }
  }

 private:
  Event row_;
};

}  // namespace

std::unique_ptr<Rule> read_event(Declared head, Fields& fields) {
  return std::make_unique<EventRule>(std::move(head), fields);
}

}  // namespace daicho::policy
