// SPDX-License-Identifier: Apache-2.0
#include "policy/coverage.h"

#include <algorithm>
#include <set>

namespace daicho::policy {
namespace {

bool names(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

PromiseState state_of(Keeping keeping) {
  switch (keeping) {
    case Keeping::enforced:
      return PromiseState::enforced;
    case Keeping::watched:
      return PromiseState::watched;
    case Keeping::statement:
      return PromiseState::statement;
  }
  return PromiseState::gap;
}

std::vector<Keeper> keepers_of(const Outline& outline, std::string_view id) {
  std::vector<Keeper> by_rule, by_clause;
  for (std::size_t c = 0; c < outline.clauses.size(); ++c) {
    const ClauseOutline& clause = outline.clauses[c];
    for (std::size_t r = 0; r < clause.rules.size(); ++r) {
      if (names(clause.rules[r].promises, id)) by_rule.push_back({c, r});
      if (names(clause.promises, id) && clause.rules[r].promises.empty()) by_clause.push_back({c, r});
    }
  }
  return by_rule.empty() ? by_clause : by_rule;
}

std::vector<std::string> ids_of(const Outline& outline) {
  std::set<std::string> ids;
  for (const ClauseOutline& clause : outline.clauses) {
    ids.insert(clause.promises.begin(), clause.promises.end());
    for (const RuleOutline& rule : clause.rules) ids.insert(rule.promises.begin(), rule.promises.end());
  }
  return {ids.begin(), ids.end()};
}

PromiseCoverage cover_one(const Outline& outline, const Findings& findings, Promise promise) {
  PromiseCoverage out{.promise = std::move(promise), .keepers = {}, .kept = {}, .broken = {}};
  out.keepers = keepers_of(outline, out.promise.id);
  for (const Keeper& keeper : out.keepers) {
    out.state = std::min(out.state, state_of(outline.clauses[keeper.clause].rules[keeper.rule].keeping));
  }
  const auto shows = [&](const Finding& finding) {
    return public_name(finding.code).text() == out.promise.finding;
  };
  if (out.keepers.empty() && std::any_of(findings.begin(), findings.end(), shows))
    out.state = PromiseState::finding;
  return out;
}

// What a step shows of a promise; nothing for a step that expects nothing.
enum class Shows : std::uint8_t { nothing, kept, broken };
Shows shown_by(const Node& step) {
  const Node* expected = step.find("expect");
  if (expected == nullptr) return Shows::nothing;
  return expected->text == "denied" || expected->text == "refused" ? Shows::broken : Shows::kept;
}

std::vector<std::string> words_of(const Node& node, std::string_view key) {
  std::vector<std::string> words;
  const Node* found = node.find(key);
  if (found == nullptr) return words;
  if (!found->text.empty()) words.push_back(found->text);
  for (const Node& word : found->elements) words.push_back(word.text);
  return words;
}

void add_showing(PromiseCoverage& promise, Shows shows, std::string_view file, Position at) {
  if (shows == Shows::kept) promise.kept.push_back({std::string(file), at.line});
  if (shows == Shows::broken) promise.broken.push_back({std::string(file), at.line});
}

}  // namespace

base::Literal public_name(PromiseState state) {
  switch (state) {
    case PromiseState::enforced:
      return "enforced";
    case PromiseState::watched:
      return "watched";
    case PromiseState::statement:
      return "statement";
    case PromiseState::finding:
      return "finding";
    case PromiseState::gap:
      return "gap";
  }
  return "gap";
}

std::size_t Coverage::count(PromiseState state) const {
  return static_cast<std::size_t>(std::count_if(
      promises.begin(), promises.end(), [state](const PromiseCoverage& one) { return one.state == state; }));
}

Coverage cover(Outline outline, const Findings& findings, const PromiseRegister& promises) {
  Coverage out{.outline = std::move(outline), .promises = {}, .strangers = {}, .gaps = {}, .common_gaps = {}};
  const auto belongs = [&](std::string_view id) { return promises.policy_of(id) == out.outline.policy; };
  std::set<std::string_view> listed;
  for (const Promise& promise : promises.promises) {
    listed.insert(promise.id);
    if (belongs(promise.id)) out.promises.push_back(cover_one(out.outline, findings, promise));
  }
  for (const std::string& id : ids_of(out.outline)) {
    if (promises.promises.empty()) {
      out.promises.push_back(
          cover_one(out.outline, findings, Promise{.id = id, .clause = {}, .text = {}, .finding = {}}));
    } else if (listed.count(id) == 0) {
      out.strangers.push_back(id);
    }
  }
  for (const Gap& gap : promises.gaps) {
    if (belongs(gap.id)) out.gaps.push_back(gap);
    if (promises.policy_of(gap.id).empty()) out.common_gaps.push_back(gap);
  }
  return out;
}

void add_scenario(Coverage& coverage, const Node& scenario, std::string_view file) {
  const Node* policy = scenario.find("policy");
  const Node* steps = scenario.find("steps");
  if (policy == nullptr || steps == nullptr || policy->text != coverage.outline.policy) return;
  const std::vector<std::string> head = words_of(scenario, "promises");
  for (PromiseCoverage& one : coverage.promises) {
    const std::string& id = one.promise.id;
    const bool by_step = std::any_of(steps->elements.begin(), steps->elements.end(),
                                     [&](const Node& step) { return names(words_of(step, "promise"), id); });
    if (!by_step && !names(head, id)) continue;
    bool kept = false, broken = false;
    for (const Node& step : steps->elements) {
      const Shows shows = shown_by(step);
      if (by_step) {
        if (names(words_of(step, "promise"), id)) add_showing(one, shows, file, step.position);
        continue;
      }
      bool& seen = shows == Shows::kept ? kept : broken;
      if (shows == Shows::nothing || seen) continue;
      seen = true;
      add_showing(one, shows, file, step.position);
    }
  }
}

}  // namespace daicho::policy
