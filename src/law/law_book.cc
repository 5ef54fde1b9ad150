// SPDX-License-Identifier: Apache-2.0
#include "law/law_book.h"

#include <algorithm>

#include "law/rows.h"
#include "law_files.h"

namespace daicho::law {

using base::ErrorCode;
using base::LocalDate;
using base::Result;
using base::Term;

namespace {

std::optional<Status> parse_status(std::string_view text) {
  for (const Status status : {Status::in_force, Status::promulgated, Status::draft, Status::repealed}) {
    if (public_name(status).text() == text) return status;
  }
  return std::nullopt;
}

// The Term of a field that must be there.
Result<Term> read_term(const Row& row, base::Literal field) {
  auto term = Term::declared(row.text(field.text()));
  if (!term) return base::fail(row.broken(field));
  return *term;
}

// The day of a field that may be missing.
Result<std::optional<LocalDate>> read_day(const Row& row, base::Literal field) {
  if (!row.has(field.text())) return std::optional<LocalDate>();
  const auto day = LocalDate::parse(row.text(field.text()));
  if (!day) return base::fail(row.broken(field));
  return day;
}

Result<Period> read_period(const Row& row, base::Literal field) {
  const auto period = parse_period(row.text(field.text()));
  if (!period) return base::fail(row.broken(field));
  return *period;
}

// A field of printed text, which must not be empty.
Result<std::string> read_text(const Row& row, base::Literal field) {
  if (row.text(field.text()).empty()) return base::fail(row.broken(field));
  return std::string(row.text(field.text()));
}

Result<Dated> read_dated(const Row& row) {
  ASSIGN_OR_RETURN(const Term name, read_term(row, "name"));
  Dated dated{name, {}, {}, {}, Status::in_force, row.text("mark") == "S"};
  ASSIGN_OR_RETURN(dated.from, read_day(row, "from"));
  ASSIGN_OR_RETURN(dated.to, read_day(row, "to"));
  ASSIGN_OR_RETURN(dated.latest, read_day(row, "latest"));
  const auto status = parse_status(row.text("status"));
  if (!status) return base::fail(row.broken("status"));
  dated.status = *status;
  if (row.text("mark") != "S" && row.text("mark") != "K") return base::fail(row.broken("mark"));
  if (*status == Status::in_force && !dated.from) return base::fail(row.broken("from"));
  return dated;
}

Result<Citation> read_citation(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Citation citation{std::move(dated), {}, {}, {}, {}};
  ASSIGN_OR_RETURN(citation.printed_ja, read_text(row, "printed.ja"));
  ASSIGN_OR_RETURN(citation.printed_en, read_text(row, "printed.en"));
  ASSIGN_OR_RETURN(citation.title_ja, read_text(row, "title.ja"));
  ASSIGN_OR_RETURN(citation.title_en, read_text(row, "title.en"));
  return citation;
}

Result<Statute> read_statute(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  ASSIGN_OR_RETURN(const Term cites, read_term(row, "cites"));
  ASSIGN_OR_RETURN(const Term base, read_term(row, "base"));
  ASSIGN_OR_RETURN(const Period period, read_period(row, "period"));
  Statute statute{std::move(dated), {}, {}, cites, period, base, {}, FirstDay::not_counted};
  if (row.has("delay")) {
    ASSIGN_OR_RETURN(statute.delay, read_period(row, "delay"));
  }
  if (row.has("first_day")) {
    if (row.text("first_day") != "counted") return base::fail(row.broken("first_day"));
    statute.first_day = FirstDay::counted;
  }
  ASSIGN_OR_RETURN(statute.keeps_ja, read_text(row, "keeps.ja"));
  ASSIGN_OR_RETURN(statute.keeps_en, read_text(row, "keeps.en"));
  return statute;
}

Result<Rule> read_rule(const Row& row) {
  ASSIGN_OR_RETURN(Dated dated, read_dated(row));
  Rule rule{std::move(dated), {}, {}, {}};
  ASSIGN_OR_RETURN(rule.title_ja, read_text(row, "title.ja"));
  ASSIGN_OR_RETURN(rule.title_en, read_text(row, "title.en"));
  if (row.has("cites")) {
    ASSIGN_OR_RETURN(rule.cites, read_term(row, "cites"));
  }
  return rule;
}

template <typename Line>
const Line* find(const std::vector<Line>& lines, std::string_view name) {
  const auto at =
      std::find_if(lines.begin(), lines.end(), [name](const Line& l) { return l.name.text() == name; });
  return at == lines.end() ? nullptr : &*at;
}

// Reads all rows of one file; a name may stand once.
template <typename Line>
Result<std::vector<Line>> read_lines(std::string_view yaml, base::Literal list,
                                     Result<Line> (*read_line)(const Row&)) {
  ASSIGN_OR_RETURN(const std::vector<Row> rows, read_rows(yaml, list));
  std::vector<Line> lines;
  for (const Row& row : rows) {
    ASSIGN_OR_RETURN(Line line, read_line(row));
    if (find(lines, line.name.text()) != nullptr) return base::fail(row.broken("name"));
    lines.push_back(std::move(line));
  }
  return lines;
}

template <typename Line>
std::vector<Line> holding_on(const std::vector<Line>& lines, LocalDate day) {
  std::vector<Line> holding;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(holding),
               [day](const Line& line) { return line.holds_on(day); });
  return holding;
}

base::Error unknown_article(const Term& name) {
  return base::Error(ErrorCode::corrupt,
                     "a law file cites an article that law/citations.yaml lacks; restore both")
      .with("name", name);
}

}  // namespace

base::Literal public_name(Status status) {
  switch (status) {
    case Status::in_force:
      return "in_force";
    case Status::promulgated:
      return "promulgated";
    case Status::draft:
      return "draft";
    case Status::repealed:
      return "repealed";
  }
  return "draft";
}

LocalDate Statute::last_day(LocalDate base_day) const {
  const bool has_delay = delay.months != 0 || delay.days != 0;
  return law::last_day(has_delay ? law::last_day(base_day, delay) : base_day, period, first_day);
}

const Citation* Law::citation(std::string_view name) const {
  return find(citations, name);
}
const Statute* Law::statute(std::string_view name) const {
  return find(statutes, name);
}
bool Law::has_rule(std::string_view name) const {
  return find(rules, name) != nullptr;
}

Result<LawBook> LawBook::read(const LawTexts& texts) {
  LawBook book;
  ASSIGN_OR_RETURN(book.citations_, read_lines<Citation>(texts.citations, "citations", read_citation));
  ASSIGN_OR_RETURN(book.statutes_, read_lines<Statute>(texts.statutes, "statutes", read_statute));
  ASSIGN_OR_RETURN(book.rules_, read_lines<Rule>(texts.rules, "rules", read_rule));
  for (const Statute& statute : book.statutes_) {
    if (find(book.citations_, statute.cites.text()) == nullptr)
      return base::fail(unknown_article(statute.name));
  }
  for (const Rule& rule : book.rules_) {
    if (rule.cites && find(book.citations_, rule.cites->text()) == nullptr) {
      return base::fail(unknown_article(rule.name));
    }
  }
  return book;
}

LawTexts shipped_texts() {
  return {files::citations_yaml, files::statutes_yaml, files::rules_yaml};
}

Result<LawBook> LawBook::shipped() {
  return read(shipped_texts());
}

Law LawBook::as_of(LocalDate day) const {
  Law law{day, holding_on(citations_, day), holding_on(statutes_, day), holding_on(rules_, day), {}};
  std::copy_if(rules_.begin(), rules_.end(), std::back_inserter(law.coming),
               [day](const Rule& rule) { return rule.is_coming_on(day); });
  return law;
}

base::Status LawBook::commence(std::string_view name, LocalDate from) {
  for (Rule& rule : rules_) {
    if (rule.name.text() != name || rule.status != Status::promulgated) continue;
    rule.from = from;
    rule.status = Status::in_force;
    return {};
  }
  return base::fail(ErrorCode::not_found, "no promulgated rule has that name; law/rules.yaml lists them");
}

}  // namespace daicho::law
