// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/literal.h"
#include "policy/findings.h"
#include "policy/law_terms.h"
#include "policy/policy.h"

namespace daicho::policy {

// A word of the file that names something, and where it stands.
struct Mention {
  std::string text;
  Position position;
};

// A policy while it is made: the tables so far, the law it may refer to, and what was found.
class Draft {
 public:
  explicit Draft(const LawTerms& law_terms) : law(law_terms) {}

  const LawTerms& law;
  PolicyTables tables;
  Findings findings;

  void report(FindingCode code, Position position, std::vector<std::string> quotes = {});
  // The same, within the clause that declares `rule`.
  void report(FindingCode code, const Declared& rule, std::vector<std::string> quotes = {});

  // Whether `name` is the first of its kind; reports it otherwise.
  bool is_new(std::string_view kind, const base::Term& name, Position position);

  // Whether any rule of `kind` stands in the file.
  bool has_kind(std::string_view kind) const;

  // Adds a row whose name is_new; nothing when there are `max` already.
  template <typename Place, typename Row>
  std::optional<Place> add(Table<Place, Row>& table, base::Literal kind, std::size_t max, Row row) {
    if (table.size() >= max) {
      report(FindingCode::too_many, row.position, {std::string(kind.text()), std::to_string(max)});
      return std::nullopt;
    }
    return table.add(std::move(row));
  }

  // The place of what is mentioned; reports an unknown name.
  template <typename Place, typename Row>
  std::optional<Place> find(const Table<Place, Row>& table, base::Literal kind, const Mention& mention) {
    const auto place = table.find(mention.text);
    if (!place) report(FindingCode::unknown_name, mention.position, {std::string(kind.text()), mention.text});
    return place;
  }

  // The places of what is mentioned; `all` alone means every one.
  template <typename Set, typename Row>
  Set find_all(const Table<typename Set::place_type, Row>& table, base::Literal kind,
               const std::vector<Mention>& mentions) {
    if (mentions.size() == 1 && mentions.front().text == "all") return Set::first(table.size());
    Set set;
    for (const Mention& mention : mentions) {
      if (const auto place = find(table, kind, mention)) set.set(*place);
    }
    return set;
  }

  // The places of facts and contexts, which need no declaration.
  FactSet facts(const std::vector<Mention>& mentions);
  std::optional<FactIndex> fact(const Mention& mention);
  std::optional<ContextIndex> context(const Mention& mention);
  // The place of an article, by name or printed form; reports one the law does not know.
  std::optional<CitationIndex> citation(const Mention& mention);
  // The statutes' names; reports those the law does not know.
  std::vector<base::Term> statutes(const std::vector<Mention>& mentions);

 private:
  template <typename Place>
  std::optional<Place> place_of_word(Table<Place, Named>& table, base::Literal kind, std::size_t max,
                                     const Mention& mention);

  std::map<std::pair<std::string, std::string>, std::uint32_t, std::less<>> names_;  // kind, name → line
};

}  // namespace daicho::policy
