// SPDX-License-Identifier: Apache-2.0
#include "policy/rules/right.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "policy/rules/deadline.h"

namespace daicho::policy {
namespace {

constexpr std::array request_channels = {RequestChannel::telephone, RequestChannel::email,
                                         RequestChannel::letter,    RequestChannel::desk,
                                         RequestChannel::web_form,  RequestChannel::user_page};
constexpr std::array agent_kinds = {AgentKind::legal_representative, AgentKind::mandated_agent};
constexpr std::array answer_forms = {AnswerForm::electronic, AnswerForm::paper};
constexpr std::array starts = {CountedFrom::contact, CountedFrom::documents, CountedFrom::identity};

std::vector<base::Term> read_terms(Fields& fields, std::string_view name) {
  std::vector<base::Term> terms;
  for (const Mention& word : fields.mentions(name, Need::optional)) {
    if (auto term = base::Term::declared(word.text)) {
      terms.push_back(std::move(*term));
    } else {
      fields.draft().report(FindingCode::not_a_term, word.position, {word.text});
    }
  }
  return terms;
}

// `300 yen`; 0 when it is left out.
std::int32_t read_fee_yen(Fields& fields) {
  const auto word = fields.mention("fee", Need::optional);
  if (!word) return 0;
  const char* const end = word->text.data() + word->text.size();
  std::int32_t yen = -1;
  const auto [rest, error] = std::from_chars(word->text.data(), end, yen);
  if (error == std::errc() && yen >= 0 &&
      std::string_view(rest, static_cast<std::size_t>(end - rest)) == " yen") {
    return yen;
  }
  fields.draft().report(FindingCode::not_a_fee, word->position, {word->text});
  return 0;
}

// Whether the ground is one of APPI 33(2), which stand against disclosure only.
bool is_of_disclosure(const Citation& citation) {
  return citation.name.text().starts_with("appi-33-2");
}

class RightRule final : public Rule {
 public:
  RightRule(Declared head, Fields& fields) : row_{std::move(head)} {
    read_kinds(fields);
    row_.channels = fields.choice_list<RequestChannel>("channels", request_channels, Need::optional);
    addressed_to_ = fields.mention("addressed_to", Need::optional);
    row_.documents = read_terms(fields, "documents");
    row_.identity = read_terms(fields, "identity");
    row_.agents = fields.choice_list<AgentKind>("agents", agent_kinds, Need::optional);
    row_.agent_documents = read_terms(fields, "agent_documents");
    row_.fee_yen = read_fee_yen(fields);
    row_.deadline = read_deadline(fields, "deadline");
    row_.deadline_from = fields.choice<CountedFrom>("deadline_from", starts, CountedFrom::contact);
    row_.answers = fields.choice_list<AnswerForm>("answers", answer_forms, Need::optional);
    self_service_ = fields.mentions("self_service", Need::optional);
    read_refusals(fields);
  }

  void declare(Draft&) override {}

  void resolve(Draft& draft) override {
    if (addressed_to_) row_.addressed_to = draft.find(draft.tables.roles, "role", *addressed_to_);
    row_.self_service = draft.find_all<ItemSet>(draft.tables.items, "item", self_service_);
    for (std::size_t i = 0; i < row_.refusals.size(); ++i) {
      for (const Mention& word : cited_[i]) {
        if (const auto citation = draft.citation(word)) row_.refusals[i].cites.push_back(*citation);
      }
    }
    draft.tables.rights.push_back(row_);
  }

  void check(Draft& draft) const override {
    const std::string& name = row_.name.text();
    if (row_.channels.empty()) draft.report(FindingCode::right_without_channel, row_, {name});
    for (const RightKind kind : row_.kinds) {
      const std::string kind_name(public_name(kind).text());
      if (row_.fee_yen > 0 && !may_cost(kind))
        draft.report(FindingCode::unlawful_fee, row_, {name, kind_name});
      const bool discloses = kind == RightKind::disclosure || kind == RightKind::disclosure_of_records;
      if (!discloses) check_refusals(draft, kind_name);
    }
  }

 private:
  void read_kinds(Fields& fields) {
    row_.kinds = fields.choice_list<RightKind>("kinds", all_right_kinds, Need::optional);
    for (const RightKind kind : all_right_kinds) {
      if (row_.kinds.empty() && public_name(kind).text() == row_.name.text()) row_.kinds.push_back(kind);
    }
    if (row_.kinds.empty()) {
      fields.draft().report(FindingCode::missing_field, row_.position,
                            {"kinds", "right " + row_.name.text()});
    }
  }

  void read_refusals(Fields& fields) {
    const Node* node = fields.take("refusals", Need::optional);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::list) {
      fields.draft().report(FindingCode::expected_list, node->position, {"refusals"});
      return;
    }
    for (const Node& element : node->elements) {
      Fields parts(element, "refusal", fields.draft());
      auto name = parts.term("refusal", Need::required);
      LocalText label = parts.local_text("label", Need::required);
      std::vector<Mention> cites = parts.mentions("cites", Need::required);
      parts.finish();
      if (!name) continue;
      row_.refusals.push_back({std::move(*name), std::move(label), {}});
      cited_.push_back(std::move(cites));
    }
  }

  void check_refusals(Draft& draft, const std::string& kind) const {
    for (const Refusal& refusal : row_.refusals) {
      const bool belongs_elsewhere =
          std::any_of(refusal.cites.begin(), refusal.cites.end(),
                      [&](CitationIndex place) { return is_of_disclosure(draft.tables.citations[place]); });
      if (belongs_elsewhere) {
        draft.report(FindingCode::refusal_of_other_request, row_,
                     {row_.name.text(), refusal.name.text(), kind});
      }
    }
  }

  Right row_;
  std::optional<Mention> addressed_to_;
  std::vector<Mention> self_service_;
  std::vector<std::vector<Mention>> cited_;  // by refusal
};

}  // namespace

std::unique_ptr<Rule> read_right(Declared head, Fields& fields) {
  return std::make_unique<RightRule>(std::move(head), fields);
}

}  // namespace daicho::policy
