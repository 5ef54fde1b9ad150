// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/complaint.h"

#include <algorithm>
#include <array>

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array steps = {ComplaintStep::first_response, ComplaintStep::investigation,
                              ComplaintStep::improvement, ComplaintStep::answer};

class ComplaintRule final : public Rule {
 public:
  ComplaintRule(Declared head, Fields& fields) : row_{std::move(head)} {
    for (const Node* element : elements(fields, "stages", Need::required))
      read_stage(*element, fields.draft());
    for (const Node* element : elements(fields, "outside_bodies", Need::optional)) {
      Fields names(*element, "outside_bodies", fields.draft());
      row_.outside_bodies.push_back({names.text("ja", Need::required), names.text("en", Need::optional)});
      names.finish();
    }
    row_.within = read_deadline(fields, "within");
  }

  void declare(Draft&) override {}

  void resolve(Draft& draft) override {
    for (std::size_t i = 0; i < row_.stages.size(); ++i) {
      if (by_[i]) row_.stages[i].by = draft.find(draft.tables.roles, "role", *by_[i]);
    }
    draft.tables.complaints.push_back(row_);
  }

  void check(Draft& draft) const override {
    const bool answers =
        std::any_of(row_.stages.begin(), row_.stages.end(),
                    [](const Complaint::Stage& stage) { return stage.step == ComplaintStep::answer; });
    if (!answers) draft.report(FindingCode::complaint_without_answer, row_, {row_.name.text()});
  }

 private:
  static std::vector<const Node*> elements(Fields& fields, std::string_view name, Need need) {
    std::vector<const Node*> out;
    const Node* node = fields.take(name, need);
    if (node == nullptr) return out;
    if (node->kind != Node::Kind::list)
      fields.draft().report(FindingCode::expected_list, node->position, {std::string(name)});
    if (node->kind == Node::Kind::list) {
      for (const Node& element : node->elements) out.push_back(&element);
    }
    return out;
  }

  void read_stage(const Node& node, Draft& draft) {
    Fields parts(node, "stage", draft);
    Complaint::Stage stage{ComplaintStep::answer, {}, {}};
    if (parts.take("stage", Need::required) != nullptr)
      stage.step = parts.choice<ComplaintStep>("stage", steps, ComplaintStep::answer);
    by_.push_back(parts.mention("by", Need::optional));
    stage.within = read_deadline(parts, "within");
    parts.finish();
    row_.stages.push_back(stage);
  }

  Complaint row_;
  std::vector<std::optional<Mention>> by_;  // by stage
};

}  // namespace

std::unique_ptr<Rule> read_complaint(Declared head, Fields& fields) {
  return std::make_unique<ComplaintRule>(std::move(head), fields);
}

}  // namespace daicho::policy
