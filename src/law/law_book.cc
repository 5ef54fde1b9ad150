// SPDX-License-Identifier: Apache-2.0
#include "law/law_book.h"

#include <algorithm>

#include "law/rows.h"
#include "law_files.h"

namespace daicho::law {

using base::ErrorCode;
using base::Literal;
using base::LocalDate;
using base::Result;
using base::Term;

namespace {

// Whether some day belongs to both. A line without days could be any day.
bool overlap(const Dated& a, const Dated& b) {
  const bool a_ends_first = a.to && b.from && *a.to < *b.from;
  const bool b_ends_first = b.to && a.from && *b.to < *a.from;
  return !a_ends_first && !b_ends_first;
}

// Whether lines named `name` hold on every day on which `line` does. Of a line not in force it is enough that
// they exist.
template <typename Line>
bool holds_throughout(const std::vector<Line>& lines, const Term& name, const Dated& line) {
  const auto is_named = [&name](const Line& other) { return other.name == name; };
  if (std::none_of(lines.begin(), lines.end(), is_named)) return false;
  if (line.status != Status::in_force) return true;
  for (LocalDate day = *line.from;;) {
    const auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const Line& other) { return is_named(other) && other.holds_on(day); });
    if (at == lines.end()) return false;
    if (!at->to || (line.to && *line.to <= *at->to)) return true;
    day = at->to->plus_days(1);
  }
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

LawBook::Entry entry_of(const Row& row, Literal list, const Dated& dated) {
  LawBook::Entry entry{row.file(), list, dated, {}, {}, {}};
  for (const auto& [name, field] : row.fields()) entry.fields.emplace_back(name, joined(field.values));
  const char* title = list == Literal("statutes") ? "keeps" : "title";
  entry.title = {std::string(row.text(std::string(title) + ".ja")),
                 std::string(row.text(std::string(title) + ".en"))};
  for (const std::string& cited : row.list("cites")) {
    if (auto term = Term::declared(cited)) entry.cites.push_back(*term);
  }
  return entry;
}

base::Error misplaced(Literal list, Literal problem) {
  return base::Error(ErrorCode::corrupt, "the law files do not fit together; restore all of them")
      .with("list", list)
      .with("problem", problem);
}

}  // namespace

std::array<LawTexts::File, LawTexts::file_count> LawTexts::files() const {
  return {{{"law/citations.yaml", citations},
           {"law/statutes.yaml", statutes},
           {"law/rules.yaml", rules},
           {"law/sources.yaml", sources},
           {"law/renumbered.yaml", renumbered},
           {"law/amendments.yaml", amendments},
           {"law/categories.yaml", categories},
           {"law/gates.yaml", gates},
           {"law/exceptions.yaml", exceptions},
           {"law/records.yaml", records},
           {"law/deadlines.yaml", deadlines},
           {"law/notices.yaml", notices},
           {"law/breaches.yaml", breaches},
           {"law/rights.yaml", rights},
           {"law/handling.yaml", handling},
           {"law/foreign.yaml", foreign},
           {"law/processed.yaml", processed},
           {"law/my-number.yaml", my_number},
           {"law/secrecy.yaml", secrecy},
           {"law/transmission.yaml", transmission},
           {"law/advertising.yaml", advertising}}};
}

LawTexts shipped_texts() {
  return {.citations = files::citations_yaml,
          .statutes = files::statutes_yaml,
          .rules = files::rules_yaml,
          .sources = files::sources_yaml,
          .renumbered = files::renumbered_yaml,
          .amendments = files::amendments_yaml,
          .categories = files::categories_yaml,
          .gates = files::gates_yaml,
          .exceptions = files::exceptions_yaml,
          .records = files::records_yaml,
          .deadlines = files::deadlines_yaml,
          .notices = files::notices_yaml,
          .breaches = files::breaches_yaml,
          .rights = files::rights_yaml,
          .handling = files::handling_yaml,
          .foreign = files::foreign_yaml,
          .processed = files::processed_yaml,
          .my_number = files::my_number_yaml,
          .secrecy = files::secrecy_yaml,
          .transmission = files::transmission_yaml,
          .advertising = files::advertising_yaml};
}

template <typename Line>
base::Status LawBook::read_list(Literal list, const std::vector<Row>& rows) {
  std::vector<Line>& lines = lines_.of<Line>();
  for (const Row& row : rows) {
    ASSIGN_OR_RETURN(Line line, Line::read(row));
    entries_.push_back(entry_of(row, list, line));
    RETURN_IF_ERROR(row.all_read());
    const auto stands_twice = [&line](const Line& other) {
      return other.name == line.name && overlap(other, line);
    };
    if (std::any_of(lines.begin(), lines.end(), stands_twice)) return base::fail(row.broken("name"));
    lines.push_back(std::move(line));
  }
  return {};
}

base::Status LawBook::read_file(const LawTexts::File& file) {
  ASSIGN_OR_RETURN(const LawFile law_file, LawFile::parse(file.text, file.name));
  base::Status outcome;
  std::size_t known = 0;
  const auto read_it = [&]<typename Line>(Literal list, const std::vector<Line>&, const auto&) {
    const std::vector<Row>* rows = law_file.find(list.text());
    if (rows == nullptr || !outcome) return;
    ++known;
    outcome = read_list<Line>(list, *rows);
  };
  Tables<Lines>::each(lines_, lines_, read_it);
  RETURN_IF_ERROR(outcome);
  if (known == law_file.lists().size() && known > 0) return {};
  return base::fail(
      base::Error(ErrorCode::corrupt, "a law file has a list that is not known, or none; restore it")
          .with("file", file.name));
}

base::Status LawBook::check_references() const {
  base::Status outcome;
  const auto check_it = [&](Literal list, const auto& lines, const auto&) {
    if (outcome && lines.empty()) outcome = base::fail(misplaced(list, "it is empty"));
    for (const auto& line : lines) {
      const auto demand = [&]<typename To>(const Refs<To>& refs) {
        for (const Ref<To>& ref : refs) {
          if (outcome && !holds_throughout(lines_.of<To>(), ref.name, line)) {
            outcome = base::fail(misplaced(list, "a line names another that is not there as long as it holds")
                                     .with("name", line.name)
                                     .with("named", ref.name));
          }
        }
      };
      std::remove_cvref_t<decltype(line)>::each_reference(line, demand);
    }
  };
  Tables<Lines>::each(lines_, lines_, check_it);
  return outcome;
}

base::Status LawBook::check_names() const {
  const auto is_listed = [](const auto& lines, const Term& name) {
    return std::any_of(lines.begin(), lines.end(), [&name](const auto& line) { return line.name == name; });
  };
  for (const Entry& entry : entries_) {
    if (entry.dated.source && !is_listed(lines_.sources, *entry.dated.source)) {
      return base::fail(
          misplaced(entry.list, "a line names a source that is not listed").with("name", entry.dated.name));
    }
  }
  for (const Move& move : lines_.moves) {
    if (!is_listed(lines_.citations, move.was)) {
      return base::fail(
          misplaced("moves", "a line names an article that is not listed").with("name", move.name));
    }
  }
  return {};
}

Result<LawBook> LawBook::read(const LawTexts& texts) {
  LawBook book;
  for (const LawTexts::File& file : texts.files()) RETURN_IF_ERROR(book.read_file(file));
  RETURN_IF_ERROR(book.check_references());
  RETURN_IF_ERROR(book.check_names());
  return book;
}

Result<LawBook> LawBook::shipped() {
  return read(shipped_texts());
}

base::Status LawBook::commence(std::string_view name, LocalDate from) {
  for (Rule& rule : lines_.rules) {
    if (rule.name.text() != name || rule.status != Status::promulgated) continue;
    rule.from = from;
    rule.status = Status::in_force;
    rule.latest.reset();
    for (Entry& entry : entries_) {
      if (entry.list == Literal("rules") && entry.dated.name == rule.name) entry.dated = rule;
    }
    return {};
  }
  return base::fail(ErrorCode::not_found, "no promulgated rule has that name; law/rules.yaml lists them");
}

}  // namespace daicho::law
