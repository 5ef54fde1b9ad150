// SPDX-License-Identifier: Apache-2.0
#include "policy/compile.h"

#include <algorithm>
#include <memory>

#include "policy/articles.h"
#include "policy/check.h"
#include "policy/draft.h"
#include "policy/fields.h"
#include "policy/legal_gaps.h"
#include "policy/rules/rule.h"
#include "policy/source.h"

namespace daicho::policy {
namespace {

constexpr std::size_t clauses_max = 512;
constexpr std::size_t version_length_max = 64;

}  // namespace

// Takes a policy file through all steps: read, declare, resolve, check, compile.
class Compiler {
 public:
  explicit Compiler(const LawTerms& law) : draft_(law) {}

  Compilation run(std::string_view yaml, const base::PublicDigest& digest) {
    const Node root = read_yaml(yaml, draft_.findings);
    if (has_errors(draft_.findings)) return finish(digest);
    add_what_is_always_there();
    read_document(root);
    for (const auto& rule : rules_) rule->declare(draft_);
    for (const auto& rule : rules_) rule->resolve(draft_);
    for (const auto& rule : rules_) rule->check(draft_);
    check_document(draft_, rule_counts_);
    check_legal_gaps(draft_);
    return finish(digest);
  }

 private:
  // The events that happen of themselves, and the articles that decisions cite of themselves.
  void add_what_is_always_there() {
    const ClauseIndex nowhere(0);
    const auto add_event = [&](std::string_view name, std::string_view ja, std::string_view en) {
      Declared head{*base::Term::declared(name), {std::string(ja), std::string(en)}, nowhere, {}, {}};
      draft_.tables.events.add({std::move(head), Event::Counts::last});
    };
    add_event("acquired", "取得", "acquired");
    add_event("purpose_ended", "利用目的の終了", "purposes ended");
    add_event("withdrawn", "同意の撤回", "consent withdrawn");
    for (const base::Literal name : article_names) {
      const Citation* known = draft_.law.find_citation(name.text());
      if (known == nullptr) {
        draft_.report(FindingCode::law_lacks_citation, Position{1, 1}, {std::string(name.text())});
      } else {
        draft_.tables.citations.add(*known);
      }
    }
  }

  void read_document(const Node& root) {
    Fields fields(root, "policy", draft_);
    if (root.kind != Node::Kind::mapping) return;
    if (const auto format = fields.mention("daicho", Need::required); format && format->text != "1") {
      draft_.report(FindingCode::unknown_format, format->position, {format->text});
    }
    PolicyTables& tables = draft_.tables;
    tables.name = fields.term("policy", Need::required);
    tables.version = fields.text("version", Need::required);
    if (tables.version.size() > version_length_max) tables.version.resize(version_length_max);
    tables.effective = fields.date("effective", Need::required).value_or(base::LocalDate());
    tables.title = fields.local_text("title", Need::required);
    if (const Node* clauses = fields.take("clauses", Need::required)) {
      if (clauses->kind != Node::Kind::list) {
        draft_.report(FindingCode::expected_list, clauses->position, {"clauses"});
      }
      for (const Node& clause : clauses->elements) read_clause(clause);
    }
    fields.finish();
  }

  void read_clause(const Node& node) {
    Fields fields(node, "clause", draft_);
    if (node.kind != Node::Kind::mapping) return;
    const auto name = fields.term("id", Need::required);
    std::string number = fields.text("number", Need::required);
    LocalText title = fields.local_text("title", Need::required);
    LocalText text = fields.local_text("text", Need::required);
    std::vector<std::string> promises = fields.promises();
    const Node* rules = fields.take("rules", Need::optional);
    fields.finish();
    if (!name || !draft_.is_new("clause", *name, node.position)) return;
    const auto clause = draft_.add(draft_.tables.clauses, "clause", clauses_max,
                                   Clause{*name, std::move(number), std::move(title), std::move(text),
                                          node.position, std::move(promises)});
    if (!clause) return;
    rule_counts_.push_back(0);
    if (rules == nullptr) return;
    if (rules->kind != Node::Kind::list)
      draft_.report(FindingCode::expected_list, rules->position, {"rules"});
    for (const Node& rule : rules->elements) read_rule(rule, *clause);
  }

  void read_rule(const Node& node, ClauseIndex clause) {
    if (node.kind != Node::Kind::mapping || node.keys.empty()) {
      return draft_.report(FindingCode::expected_mapping, node.position, {"rule"});
    }
    ++rule_counts_[clause.value];
    const std::string& kind_name = node.keys.front().text;
    const RuleKind* kind = kind_named(kind_name);
    if (kind == nullptr) {
      return draft_.report(FindingCode::unknown_kind, node.keys.front().position,
                           {kind_name, all_kind_names()});
    }
    const Node& name_node = node.elements.front();
    Fields fields(node, kind_name + " " + name_node.text, draft_);
    const auto name = fields.term(kind_name, Need::required);
    LocalText label = fields.local_text("label", kind->label);
    std::vector<std::string> promises = fields.promises();
    if (!name) return;
    const bool is_new = draft_.is_new(kind_name, *name, node.position);
    auto rule =
        kind->read(Declared{*name, std::move(label), clause, node.position, std::move(promises)}, fields);
    fields.finish();
    if (is_new) rules_.push_back(std::move(rule));
  }

  static const RuleKind* kind_named(std::string_view name) {
    for (const RuleKind& kind : rule_kinds()) {
      if (kind.name.text() == name) return &kind;
    }
    return nullptr;
  }

  static std::string all_kind_names() {
    std::string names;
    for (const RuleKind& kind : rule_kinds())
      names += (names.empty() ? "" : ", ") + std::string(kind.name.text());
    return names;
  }

  Compilation finish(const base::PublicDigest& digest) {
    Compilation out;
    out.findings = std::move(draft_.findings);
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.position < b.position; });
    if (!has_errors(out.findings)) out.policy = Policy(std::move(draft_.tables), digest);
    return out;
  }

  Draft draft_;
  std::vector<std::unique_ptr<Rule>> rules_;
  std::vector<std::size_t> rule_counts_;
};

Compilation compile(std::string_view yaml, const base::PublicDigest& digest, const LawTerms& law) {
  return Compiler(law).run(yaml, digest);
}

}  // namespace daicho::policy
