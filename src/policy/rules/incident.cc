// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/incident.h"

#include <array>

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array reaches = {Reach::law, Reach::every};
constexpr std::array bodies = {ReportedTo::ppc, ReportedTo::mic, ReportedTo::police,
                               ReportedTo::bodies_concerned};
constexpr std::array measures = {IncidentMeasure::containment, IncidentMeasure::cause,
                                 IncidentMeasure::prevention, IncidentMeasure::publication};
// The guide of 3 to 5 days for the first report, and the 30 days of the Rules for the second (60 in one
// case).
constexpr std::int32_t prompt_days_max = 5, final_days_max = 30;

class IncidentRule final : public Rule {
 public:
  IncidentRule(Declared head, Fields& fields) : row_{std::move(head)} {
    row_.triggers = required_reach(fields, "triggers");
    row_.report_to = fields.choice_list<ReportedTo>("report_to", bodies, Need::optional);
    row_.notify = required_reach(fields, "notify");
    row_.prompt_days = read_days(fields, "prompt");
    row_.final_days = read_days(fields, "final");
    row_.measures = fields.choice_list<IncidentMeasure>("measures", measures, Need::required);
  }

  void declare(Draft& draft) override { draft.tables.incidents.push_back(row_); }

  void check(Draft& draft) const override {
    if (row_.prompt_days > prompt_days_max || row_.final_days > final_days_max) {
      draft.report(FindingCode::incident_looser_than_law, row_, {row_.name.text()});
    }
  }

 private:
  static Reach required_reach(Fields& fields, std::string_view name) {
    if (fields.take(name, Need::required) == nullptr) return Reach::law;
    return fields.choice<Reach>(name, reaches, Reach::law);
  }

  Incident row_;
};

}  // namespace

std::unique_ptr<Rule> read_incident(Declared head, Fields& fields) {
  return std::make_unique<IncidentRule>(std::move(head), fields);
}

}  // namespace daicho::policy
