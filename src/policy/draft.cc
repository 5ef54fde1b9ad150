// SPDX-License-Identifier: Apache-2.0
#include "policy/draft.h"

namespace daicho::policy {

void Draft::report(FindingCode code, Position position, std::vector<std::string> quotes) {
  findings.push_back({code, position, "", std::move(quotes)});
}

void Draft::report(FindingCode code, const Declared& rule, std::vector<std::string> quotes) {
  findings.push_back({code, rule.position, tables.clauses[rule.clause].name.text(), std::move(quotes)});
}

bool Draft::is_new(std::string_view kind, const base::Term& name, Position position) {
  const auto [at, inserted] = names_.try_emplace({std::string(kind), name.text()}, position.line);
  if (!inserted) {
    report(FindingCode::duplicate_name, position,
           {std::string(kind), name.text(), std::to_string(at->second)});
  }
  return inserted;
}

bool Draft::has_kind(std::string_view kind) const {
  const auto at = names_.lower_bound(std::pair<std::string, std::string>(kind, ""));
  return at != names_.end() && at->first.first == kind;
}

template <typename Place>
std::optional<Place> Draft::place_of_word(Table<Place, Named>& table, base::Literal kind, std::size_t max,
                                          const Mention& mention) {
  if (const auto known = table.find(mention.text)) return known;
  const auto name = base::Term::declared(mention.text);
  if (!name) {
    report(FindingCode::not_a_term, mention.position, {mention.text});
    return std::nullopt;
  }
  if (table.size() >= max) {
    report(FindingCode::too_many, mention.position, {std::string(kind.text()), std::to_string(max)});
    return std::nullopt;
  }
  return table.add({*name});
}

std::optional<FactIndex> Draft::fact(const Mention& mention) {
  return place_of_word(tables.facts, "fact", FactSet::capacity, mention);
}

FactSet Draft::facts(const std::vector<Mention>& mentions) {
  FactSet set;
  for (const Mention& mention : mentions) {
    if (const auto place = fact(mention)) set.set(*place);
  }
  return set;
}

std::optional<ContextIndex> Draft::context(const Mention& mention) {
  return place_of_word(tables.contexts, "context", ContextSet::capacity, mention);
}

std::optional<CitationIndex> Draft::citation(const Mention& mention) {
  const Citation* known = law.find_citation(mention.text);
  if (known == nullptr) {
    report(FindingCode::unknown_citation, mention.position, {mention.text});
    return std::nullopt;
  }
  if (const auto place = tables.citations.find(known->name.text())) return place;
  return tables.citations.add(*known);
}

std::vector<base::Term> Draft::statutes(const std::vector<Mention>& mentions) {
  std::vector<base::Term> names;
  for (const Mention& mention : mentions) {
    if (const StatutePeriod* known = law.find_statute(mention.text)) {
      names.push_back(known->name);
    } else {
      report(FindingCode::unknown_statute, mention.position, {mention.text});
    }
  }
  return names;
}

}  // namespace daicho::policy
