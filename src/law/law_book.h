// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "law/amendments.h"
#include "law/breaches.h"
#include "law/categories.h"
#include "law/citations.h"
#include "law/deadlines.h"
#include "law/duties.h"
#include "law/gates.h"
#include "law/notices.h"
#include "law/records.h"
#include "law/rights.h"
#include "law/statutes.h"

// The law as dated data. spec/law.md describes the files.
//
//   ASSIGN_OR_RETURN(const law::LawBook book, law::LawBook::shipped());
//   const law::Law law = book.as_of(day);
//   for (law::Index<law::Gate> gate : law.gates_on(law::Category::special_care, law::Operation::acquire))
//     for (law::Index<law::Exception> way : law.lifting(gate))
//       for (const auto& limb : law.exceptions[way].limbs) … law.limbs[limb].evidence.ja …
//
// Resolve names once, when a policy is compiled; what runs per request holds an Index.
namespace daicho::law {

// One member per kind of line; `Of` is what holds lines of a kind. `each` visits them with the name of their
// list in the files.
template <template <typename> typename Of>
struct Tables {
  Of<Source> sources;
  Of<Citation> citations;
  Of<Move> moves;
  Of<Statute> statutes;
  Of<Amendment> amendments;
  Of<Rule> rules;
  Of<Member> members;
  Of<Gate> gates;
  Of<Limb> limbs;
  Of<Exception> exceptions;
  Of<Column> columns;
  Of<RecordForm> records;
  Of<Deadline> deadlines;
  Of<Matter> matters;
  Of<Notice> notices;
  Of<Reporting> reportings;
  Of<Trigger> triggers;
  Of<Ground> grounds;
  Of<Refusal> refusals;
  Of<Right> rights;
  Of<Duty> duties;
  Of<Country> countries;

  // visit(name, lines of a, lines of b) for every kind.
  template <typename A, typename B, typename Visit>
  static void each(A& a, B& b, Visit visit) {
    visit(base::Literal("sources"), a.sources, b.sources);
    visit(base::Literal("citations"), a.citations, b.citations);
    visit(base::Literal("moves"), a.moves, b.moves);
    visit(base::Literal("statutes"), a.statutes, b.statutes);
    visit(base::Literal("amendments"), a.amendments, b.amendments);
    visit(base::Literal("rules"), a.rules, b.rules);
    visit(base::Literal("members"), a.members, b.members);
    visit(base::Literal("gates"), a.gates, b.gates);
    visit(base::Literal("limbs"), a.limbs, b.limbs);
    visit(base::Literal("exceptions"), a.exceptions, b.exceptions);
    visit(base::Literal("columns"), a.columns, b.columns);
    visit(base::Literal("records"), a.records, b.records);
    visit(base::Literal("deadlines"), a.deadlines, b.deadlines);
    visit(base::Literal("matters"), a.matters, b.matters);
    visit(base::Literal("notices"), a.notices, b.notices);
    visit(base::Literal("reportings"), a.reportings, b.reportings);
    visit(base::Literal("triggers"), a.triggers, b.triggers);
    visit(base::Literal("grounds"), a.grounds, b.grounds);
    visit(base::Literal("refusals"), a.refusals, b.refusals);
    visit(base::Literal("rights"), a.rights, b.rights);
    visit(base::Literal("duties"), a.duties, b.duties);
    visit(base::Literal("countries"), a.countries, b.countries);
  }

  // The lines of kind `Line`.
  template <typename Line>
  const Of<Line>& of() const {
    const Of<Line>* found = nullptr;
    each(*this, *this, [&found](base::Literal, const auto& lines, const auto&) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(lines)>, Of<Line>>) found = &lines;
    });
    return *found;
  }
  template <typename Line>
  Of<Line>& of() {
    return const_cast<Of<Line>&>(std::as_const(*this).template of<Line>());
  }
};

// The law as it stands on one day. Immutable; thread-safe. Every index and reference within it is resolved.
struct Law : Tables<Table> {
  base::LocalDate day;
  With with = With::law_in_force;
  std::vector<Rule> coming;  // rules still to come on that day

  // By name; null when it does not hold on that day.
  const Citation* citation(std::string_view name) const { return citations.find(name); }
  const Statute* statute(std::string_view name) const { return statutes.find(name); }
  bool has_rule(std::string_view name) const { return rules.find(name) != nullptr; }

  // The gates on an operation, in the order of the file: those of personal information too where the category
  // is personal information. Empty where the law sets none.
  const std::vector<Index<Gate>>& gates_on(Category category, Operation operation) const {
    return gates_on_[static_cast<std::size_t>(category)][static_cast<std::size_t>(operation)];
  }
  // The exceptions that lift a gate.
  const std::vector<Index<Exception>>& lifting(Index<Gate> gate) const { return lifting_[gate.value()]; }
  // The right of a kind; nothing when there is none on that day.
  std::optional<Index<Right>> right(Right::Kind kind) const;
  // The form of a record; nothing when none is to be made on that route.
  std::optional<Index<RecordForm>> record(RecordForm::Side side, RecordForm::Route route) const;
  // Whether a third party in that country counts as one in Japan; `code` is ISO 3166-1 alpha-2.
  bool is_equal_country(std::string_view code) const;
  // Where an article went; null when it did not move.
  const Move* moved(std::string_view citation_name) const;

 private:
  friend class LawBook;
  std::array<std::array<std::vector<Index<Gate>>, operation_count>, category_count> gates_on_;
  std::vector<std::vector<Index<Exception>>> lifting_;
};

// The texts of the law files.
struct LawTexts {
  std::string_view citations, statutes, rules;
  std::string_view sources, renumbered, amendments, categories, gates, exceptions, records, deadlines,
      notices, breaches, rights, handling, foreign, processed, my_number, secrecy, transmission, advertising;

  struct File {
    base::Literal name;
    std::string_view text;
  };
  static constexpr std::size_t file_count = 21;
  // All of them, in the order in which their digest is made.
  std::array<File, file_count> files() const;
};

// The texts of the files this program was built with.
LawTexts shipped_texts();

template <typename Line>
using Lines = std::vector<Line>;

// Every line of the law files, with the days on which it holds. Immutable but for commence(); thread-safe
// then.
class LawBook {
 public:
  // A line as its file has it, for listings.
  struct Entry {
    base::Literal file, list;
    Dated dated;
    LocalText title;
    std::vector<base::Term> cites;
    std::vector<std::pair<std::string, std::string>> fields;  // by name; those of a list joined with ", "
  };

  // Reads the files. `corrupt`, with file and line, when a line is broken, has a field its kind does not
  // have, names a line that does not hold as long as it does, or stands twice for the same day.
  static base::Result<LawBook> read(const LawTexts& texts);
  // The files this program was built with.
  static base::Result<LawBook> shipped();

  // What holds on `day`. Only that may be enforced or cited as current; a Law made with what is promulgated
  // is for looking ahead.
  Law as_of(base::LocalDate day, With with = With::law_in_force) const;

  // Sets the first day of a promulgated rule, once it is known (or to simulate it): from then it holds.
  // `not_found` for a rule that is not promulgated.
  base::Status commence(std::string_view rule, base::LocalDate from);

  // Every line ever, in the order of the files.
  const Tables<Lines>& lines() const { return lines_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Citation>& citations() const { return lines_.citations; }
  const std::vector<Statute>& statutes() const { return lines_.statutes; }
  const std::vector<Rule>& rules() const { return lines_.rules; }

 private:
  LawBook() = default;
  base::Status read_file(const LawTexts::File& file);
  template <typename Line>
  base::Status read_list(base::Literal list, const std::vector<Row>& rows);
  // That whatever a line names is there as long as the line holds.
  base::Status check_references() const;
  base::Status check_names() const;

  Tables<Lines> lines_;
  std::vector<Entry> entries_;
};

}  // namespace daicho::law
