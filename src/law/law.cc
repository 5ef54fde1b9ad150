// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "law/law_book.h"

namespace daicho::law {

using base::LocalDate;

namespace {

template <typename Line>
std::vector<Line> holding_on(const std::vector<Line>& lines, LocalDate day, With with) {
  std::vector<Line> holding;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(holding),
               [day, with](const Line& line) { return line.holds_on(day, with); });
  return holding;
}

// The place of the line for which `is_it` holds.
template <typename Line, typename IsIt>
std::optional<Index<Line>> place(const Table<Line>& table, IsIt is_it) {
  const auto at = std::find_if(table.begin(), table.end(), is_it);
  if (at == table.end()) return std::nullopt;
  return Index<Line>(static_cast<std::size_t>(at - table.begin()));
}

}  // namespace

Law LawBook::as_of(LocalDate day, With with) const {
  Law law;
  law.day = day;
  law.with = with;
  Tables<Table>::each(
      law, lines_, [day, with]<typename Line>(base::Literal, Table<Line>& table, const Lines<Line>& lines) {
        table = Table<Line>(holding_on(lines, day, with));
      });
  const auto resolve = [&law]<typename To>(Refs<To>& refs) {
    for (Ref<To>& ref : refs) ref.at = law.of<To>().index_of(ref.name.text());
    std::erase_if(refs, [](const Ref<To>& ref) { return !ref.at; });
  };
  Tables<Table>::each(law, law,
                      [&resolve]<typename Line>(base::Literal, Table<Line>& table, const Table<Line>&) {
                        for (Line& line : table.lines_) Line::each_reference(line, resolve);
                      });
  law.lifting_.resize(law.gates.size());
  for (std::size_t i = 0; i < law.exceptions.size(); ++i) {
    for (const Ref<Gate>& gate : law.exceptions[Index<Exception>(i)].lifts) {
      law.lifting_[gate.at->value()].emplace_back(i);
    }
  }
  for (std::size_t i = 0; i < law.gates.size(); ++i) {
    const Gate& gate = law.gates[Index<Gate>(i)];
    for (std::size_t category = 0; category < category_count; ++category) {
      const auto asked = static_cast<Category>(category);
      if (asked != gate.category && !(gate.category == Category::personal && is_personal(asked))) continue;
      law.gates_on_[category][static_cast<std::size_t>(gate.operation)].emplace_back(i);
    }
  }
  std::copy_if(lines_.rules.begin(), lines_.rules.end(), std::back_inserter(law.coming),
               [day](const Rule& rule) { return rule.is_coming_on(day); });
  return law;
}

std::optional<Index<Right>> Law::right(Right::Kind kind) const {
  return place(rights, [kind](const Right& right) { return right.kind == kind; });
}

std::optional<Index<RecordForm>> Law::record(RecordForm::Side side, RecordForm::Route route) const {
  return place(records,
               [side, route](const RecordForm& form) { return form.side == side && form.route == route; });
}

bool Law::is_equal_country(std::string_view code) const {
  return std::any_of(countries.begin(), countries.end(),
                     [code](const Country& country) { return country.code == code; });
}

const Move* Law::moved(std::string_view citation_name) const {
  const auto at = std::find_if(moves.begin(), moves.end(), [citation_name](const Move& move) {
    return move.was.text() == citation_name;
  });
  return at == moves.end() ? nullptr : &*at;
}

}  // namespace daicho::law
