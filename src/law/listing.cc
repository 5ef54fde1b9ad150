// SPDX-License-Identifier: Apache-2.0
#include "law/listing.h"

#include <algorithm>

namespace daicho::law {

using base::LocalDate;

namespace {

Standing standing_of(const Dated& line, LocalDate day, With with) {
  if (line.holds_on(day)) return Standing::in_force;
  if (line.holds_on(day, with)) return Standing::simulated;
  return line.is_coming_on(day) ? Standing::coming : Standing::ended;
}

const Source* source_of(const LawBook& book, const Dated& line) {
  if (!line.source) return nullptr;
  const auto& sources = book.lines().sources;
  const auto at = std::find_if(sources.begin(), sources.end(),
                               [&line](const Source& source) { return source.name == *line.source; });
  return at == sources.end() ? nullptr : &*at;
}

Backing backing_of(const Dated& line, const Source* source) {
  if (!line.was_read) return Backing::unverified;
  if (source == nullptr) return Backing::read;
  switch (source->grade) {
    case Source::Grade::official:
      return Backing::official;
    case Source::Grade::secondary:
      return Backing::secondary;
  }
  return Backing::secondary;
}

// The articles as they are printed. An article itself is cited by its own printed form.
LocalText cited_by(const LawBook& book, const LawBook::Entry& entry) {
  std::vector<base::Term> names = entry.cites;
  if (entry.list == base::Literal("citations")) names.push_back(entry.dated.name);
  LocalText cited;
  for (const base::Term& name : names) {
    const auto at = std::find_if(book.citations().begin(), book.citations().end(),
                                 [&name](const Citation& citation) { return citation.name == name; });
    if (at == book.citations().end()) continue;
    cited.ja += (cited.ja.empty() ? "" : "、") + at->printed_ja;
    cited.en += (cited.en.empty() ? "" : ", ") + at->printed_en;
  }
  return cited;
}

ListedLine listed(const LawBook& book, const LawBook::Entry& entry, LocalDate day, With with) {
  const Source* source = source_of(book, entry.dated);
  const Dated& line = entry.dated;
  return {.list = entry.list,
          .name = line.name,
          .standing = standing_of(line, day, with),
          .status = line.status,
          .backing = backing_of(line, source),
          .from = line.from,
          .to = line.to,
          .latest = line.latest,
          .title = entry.title,
          .cited = cited_by(book, entry),
          .source = source == nullptr ? LocalText{} : source->title,
          .fields = entry.fields};
}

template <typename IsWanted>
std::vector<ListedLine> list_where(const LawBook& book, LocalDate day, With with, IsWanted is_wanted) {
  std::vector<ListedLine> lines;
  for (const LawBook::Entry& entry : book.entries()) {
    if (is_wanted(entry)) lines.push_back(listed(book, entry, day, with));
  }
  return lines;
}

}  // namespace

base::Literal public_name(Standing standing) {
  switch (standing) {
    case Standing::in_force:
      return "in_force";
    case Standing::simulated:
      return "simulated";
    case Standing::coming:
      return "coming";
    case Standing::ended:
      return "ended";
  }
  return "ended";
}

base::Literal public_name(Backing backing) {
  switch (backing) {
    case Backing::official:
      return "official";
    case Backing::secondary:
      return "secondary";
    case Backing::read:
      return "read";
    case Backing::unverified:
      return "unverified";
  }
  return "unverified";
}

std::vector<ListedLine> list_law(const LawBook& book, LocalDate day, With with) {
  return list_where(book, day, with,
                    [day, with](const LawBook::Entry& entry) { return entry.dated.holds_on(day, with); });
}

std::vector<ListedLine> list_coming(const LawBook& book, LocalDate day) {
  return list_where(book, day, With::law_in_force,
                    [day](const LawBook::Entry& entry) { return entry.dated.is_coming_on(day); });
}

std::vector<ListedLine> show_law(const LawBook& book, std::string_view name, LocalDate day, With with) {
  return list_where(book, day, with,
                    [name](const LawBook::Entry& entry) { return entry.dated.name.text() == name; });
}

}  // namespace daicho::law
