// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/organisation.h"

namespace daicho::policy {
namespace {

// `MM-DD`, a day that there is in a leap year.
std::optional<YearDay> read_year_day(const std::string& text) {
  constexpr std::string_view leap_year = "2024-";
  const auto day = base::LocalDate::parse(std::string(leap_year) + text);
  if (!day) return std::nullopt;
  return YearDay{static_cast<std::uint8_t>(day->month()), static_cast<std::uint8_t>(day->day())};
}

class OrganisationRule final : public Rule {
 public:
  OrganisationRule(Declared head, Fields& fields) : row_{std::move(head), {}, {}, {}, {}} {
    row_.name_printed = fields.local_text("name", Need::required);
    row_.address = fields.local_text("address", Need::required);
    row_.representative = fields.local_text("representative", Need::required);
    if (const auto word = fields.mention("business_year_ends", Need::optional)) {
      if (const auto day = read_year_day(word->text)) {
        row_.business_year_ends = *day;
      } else {
        fields.draft().report(FindingCode::not_a_date, word->position, {word->text});
      }
    }
  }
  void declare(Draft& draft) override { draft.tables.organisations.push_back(row_); }

 private:
  Organisation row_;
};

}  // namespace

std::unique_ptr<Rule> read_organisation(Declared head, Fields& fields) {
  return std::make_unique<OrganisationRule>(std::move(head), fields);
}

}  // namespace daicho::policy
