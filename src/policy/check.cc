// SPDX-License-Identifier: Apache-2.0
#include "policy/check.h"

#include <algorithm>
#include <map>

#include "policy/check_text.h"
#include "policy/wording.h"

namespace daicho::policy {
namespace {

void report(Draft& draft, FindingCode code, const Clause& clause, std::vector<std::string> quotes) {
  draft.findings.push_back({code, clause.position, clause.name.text(), std::move(quotes)});
}

void check_numbering(Draft& draft) {
  const Clause* previous = nullptr;
  for (const Clause& clause : draft.tables.clauses) {
    const auto levels = number_levels(clause.number);
    if (levels.empty()) continue;
    if (previous != nullptr && !follows(number_levels(previous->number), levels)) {
      report(draft, FindingCode::numbering_gap, clause, {previous->number, clause.number});
    }
    previous = &clause;
  }
}

void check_bodies(Draft& draft) {
  std::map<std::string, std::string> first_with;  // body → clause
  for (const Clause& clause : draft.tables.clauses) {
    for (const std::string& text : {clause.text.ja, clause.text.en}) {
      if (text.empty()) continue;
      const auto [at, is_new] = first_with.try_emplace(without_space(text), clause.name.text());
      if (is_new || at->second == clause.name.text()) continue;
      report(draft, FindingCode::duplicate_body, clause, {clause.name.text(), at->second});
      break;
    }
  }
}

void check_translations(Draft& draft) {
  for (const Clause& clause : draft.tables.clauses) {
    const std::string differing = differing_numbers(clause.text);
    if (differing.empty()) continue;
    report(draft, FindingCode::translation_numbers_differ, clause, {clause.name.text(), differing});
  }
}

}  // namespace

void check_document(Draft& draft, const std::vector<std::size_t>& rule_counts) {
  const PolicyTables& tables = draft.tables;
  for (std::uint16_t i = 0; i < tables.clauses.size(); ++i) {
    const Clause& clause = tables.clauses[ClauseIndex(i)];
    if (rule_counts[i] == 0) report(draft, FindingCode::clause_without_rule, clause, {clause.name.text()});
  }
  check_numbering(draft);
  check_bodies(draft);
  check_translations(draft);
  if (tables.clauses.size() == 0) draft.report(FindingCode::no_clause, Position{1, 1});
  if (tables.organisations.empty()) draft.report(FindingCode::no_organisation, Position{1, 1});
  if (tables.contacts.empty()) draft.report(FindingCode::no_contact, Position{1, 1});
  const auto limits_purposes = [](const Limit& limit) { return limit.closes == Closes::purposes; };
  if (std::none_of(tables.limits.begin(), tables.limits.end(), limits_purposes)) {
    draft.report(FindingCode::no_purpose_limit, Position{1, 1});
  }
  check_text(draft);
}

}  // namespace daicho::policy
