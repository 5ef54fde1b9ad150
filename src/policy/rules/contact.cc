// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/contact.h"

#include <algorithm>
#include <array>

namespace daicho::policy {
namespace {

constexpr std::array<std::string_view, 7> day_names = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::uint8_t read_weekdays(Fields& fields) {
  std::uint8_t weekdays = 0;
  for (const Mention& word : fields.mentions("days", Need::required)) {
    const auto* day = std::find(day_names.begin(), day_names.end(), word.text);
    if (day == day_names.end()) {
      fields.draft().report(FindingCode::unknown_choice, word.position,
                            {word.text, "days", "mon, tue, wed, thu, fri, sat, sun"});
    } else {
      weekdays = static_cast<std::uint8_t>(weekdays | 1u << (day - day_names.begin()));
    }
  }
  return weekdays;
}

std::optional<Hours> read_hours(Fields& fields) {
  const Node* node = fields.take("hours", Need::optional);
  if (node == nullptr) return std::nullopt;
  Fields parts(*node, "hours", fields.draft());
  Hours hours;
  hours.weekdays = read_weekdays(parts);
  hours.from_minutes = parts.minutes_of_day("from", Need::required).value_or(0);
  hours.to_minutes = parts.minutes_of_day("to", Need::required).value_or(0);
  if (const auto holidays = parts.mention("holidays", Need::optional)) {
    hours.closed_on_holidays = holidays->text == "closed";
    if (holidays->text != "closed" && holidays->text != "open") {
      fields.draft().report(FindingCode::unknown_choice, holidays->position,
                            {holidays->text, "holidays", "closed, open"});
    }
  }
  parts.finish();
  return hours;
}

class ContactRule final : public Rule {
 public:
  ContactRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, {}, {}} {
    row_.telephone = fields.text("telephone", Need::optional);
    row_.email = fields.text("email", Need::optional);
    row_.address = fields.local_text("address", Need::optional);
    row_.hours = read_hours(fields);
  }
  void declare(Draft& draft) override { draft.tables.contacts.push_back(row_); }
  void check(Draft& draft) const override {
    if (row_.telephone.empty() && row_.email.empty() && row_.address.ja.empty()) {
      draft.report(FindingCode::contact_unreachable, row_, {row_.name.text()});
    }
  }

 private:
  Contact row_;
};

}  // namespace

std::unique_ptr<Rule> read_contact(Declared head, Fields& fields) {
  return std::make_unique<ContactRule>(std::move(head), fields);
}

}  // namespace daicho::policy
