// SPDX-License-Identifier: Apache-2.0
#include "policy/promises.h"

#include <algorithm>
#include <array>

#include "policy/fields.h"

namespace daicho::policy {
namespace {

constexpr std::array strengths = {Strength::hard, Strength::effort, Strength::soft, Strength::state};
constexpr std::array treatments = {Treatment::open, Treatment::repaired, Treatment::law};
constexpr std::size_t id_length_max = 16;

std::string read_id(Fields& fields, Draft& draft) {
  const auto word = fields.mention("id", Need::required);
  if (!word) return {};
  if (!is_promise_id(word->text)) draft.report(FindingCode::not_a_term, word->position, {word->text});
  return word->text;
}

void read_promise(const Node& node, Draft& draft, PromiseRegister& out) {
  Fields fields(node, "promise", draft);
  Promise promise;
  promise.id = read_id(fields, draft);
  promise.clause = fields.text("clause", Need::required);
  promise.strength = fields.choice<Strength>("strength", strengths, Strength::hard);
  promise.text = fields.local_text("text", Need::required);
  promise.finding = fields.text("finding", Need::optional);
  fields.finish();
  out.promises.push_back(std::move(promise));
}

void read_gap(const Node& node, Draft& draft, PromiseRegister& out) {
  Fields fields(node, "gap", draft);
  Gap gap;
  gap.id = read_id(fields, draft);
  gap.treatment = fields.choice<Treatment>("treatment", treatments, Treatment::open);
  gap.text = fields.local_text("text", Need::required);
  fields.finish();
  out.gaps.push_back(std::move(gap));
}

void read_series(const Node& node, Draft& draft, PromiseRegister& out) {
  Fields fields(node, "series", draft);
  std::string letters = fields.text("letters", Need::required);
  std::string policy = fields.text("policy", Need::required);
  fields.finish();
  out.series.push_back({std::move(letters), std::move(policy)});
}

template <typename Read>
void read_list(Fields& fields, std::string_view name, Need need, Draft& draft, PromiseRegister& out,
               Read read) {
  const Node* list = fields.take(name, need);
  if (list == nullptr) return;
  if (list->kind != Node::Kind::list) {
    return draft.report(FindingCode::expected_list, list->position, {std::string(name)});
  }
  for (const Node& one : list->elements) read(one, draft, out);
}

// An id stands for one thing.
template <typename Rows>
void check_ids(const Rows& rows, Draft& draft) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  std::sort(ids.begin(), ids.end());
  for (auto at = std::adjacent_find(ids.begin(), ids.end()); at != ids.end();
       at = std::adjacent_find(at + 1, ids.end())) {
    draft.report(FindingCode::duplicate_name, Position{1, 1}, {"promise", *at, "1"});
  }
}

}  // namespace

base::Literal public_name(Strength strength) {
  switch (strength) {
    case Strength::hard:
      return "hard";
    case Strength::effort:
      return "effort";
    case Strength::soft:
      return "soft";
    case Strength::state:
      return "state";
  }
  return "hard";
}

base::Literal public_name(Treatment treatment) {
  switch (treatment) {
    case Treatment::open:
      return "open";
    case Treatment::repaired:
      return "repaired";
    case Treatment::law:
      return "law";
  }
  return "open";
}

bool is_promise_id(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && dash > 0 && text.size() <= id_length_max &&
         text.size() > dash + 1 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(dash), is_capital) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dash) + 1, text.end(),
                     [&](char c) { return is_capital(c) || (c >= '0' && c <= '9') || c == '.'; });
}

std::string_view PromiseRegister::policy_of(std::string_view id) const {
  const std::string_view letters = id.substr(0, id.find('-'));
  for (const Series& one : series) {
    if (one.letters == letters) return one.policy;
  }
  return {};
}

PromiseRegister read_promise_register(std::string_view yaml, Findings& findings) {
  const LawTerms no_law;
  Draft draft(no_law);
  PromiseRegister out;
  const Node root = read_yaml(yaml, draft.findings);
  if (!has_errors(draft.findings)) {
    Fields fields(root, "register of promises", draft);
    if (root.kind == Node::Kind::mapping) {
      read_list(fields, "series", Need::required, draft, out, read_series);
      read_list(fields, "promises", Need::required, draft, out, read_promise);
      read_list(fields, "gaps", Need::optional, draft, out, read_gap);
      fields.finish();
      check_ids(out.promises, draft);
      check_ids(out.gaps, draft);
    }
  }
  findings.insert(findings.end(), draft.findings.begin(), draft.findings.end());
  return out;
}

}  // namespace daicho::policy
