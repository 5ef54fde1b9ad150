// SPDX-License-Identifier: Apache-2.0
#include "cli/law_commands.h"

#include <iostream>
#include <optional>
#include <vector>

#include "cli/exit_code.h"
#include "cli/policy_file.h"
#include "cli/texts.h"
#include "law/listing.h"
#include "service/json_writer.h"

namespace daicho::cli {
namespace {

using law::ListedLine;

struct Asked {
  law::LawBook book;
  base::LocalDate day;
  law::With with;
};

base::Result<Asked> asked(const LawWish& wish) {
  const auto day = wish.as_of.empty() ? today() : base::LocalDate::parse(wish.as_of);
  if (!day) {
    return base::fail(base::Error(base::ErrorCode::invalid_value, "Write the day as 2026-04-01.")
                          .with("option", base::Literal("--as-of")));
  }
  ASSIGN_OR_RETURN(law::LawBook book, law::LawBook::shipped());
  return Asked{std::move(book), *day,
               wish.with_promulgated ? law::With::promulgated : law::With::law_in_force};
}

void write_date(service::JsonWriter& out, base::Literal key, const std::optional<base::LocalDate>& day) {
  if (day) out.key(key).value(*day);
}

void write_line(service::JsonWriter& out, const ListedLine& line, base::Language language) {
  out.begin_object().key("list").value(line.list).key("name").value(line.name);
  out.key("standing").value(public_name(line.standing)).key("status").value(public_name(line.status));
  out.key("backing").value(public_name(line.backing));
  write_date(out, "valid_from", line.from);
  write_date(out, "valid_to", line.to);
  write_date(out, "begins_by", line.latest);
  out.key("title").published(line.title.in(language)).key("cites").published(line.cited.in(language));
  out.key("source").published(line.source.in(language)).key("fields").begin_object();
  for (const auto& [name, value] : line.fields) {
    if (const auto key = base::Term::declared(name)) out.key(*key).published(value);
  }
  out.end_object().end_object();
}

void print_json(const std::vector<ListedLine>& lines, base::LocalDate day, base::Language language) {
  service::JsonWriter out;
  out.begin_object().key("as_of").value(day).key("lines").begin_array();
  for (const ListedLine& line : lines) write_line(out, line, language);
  out.end_array().end_object();
  std::cout << out.text() << "\n";
}

std::string span_of(const ListedLine& line) {
  const auto text = [](const std::optional<base::LocalDate>& day) {
    return day ? day->text() : std::string();
  };
  return text(line.from) + " – " + text(line.to);
}

// A mark for what must not be relied on unread.
std::string_view mark_of(const ListedLine& line) {
  return line.backing == law::Backing::unverified ? " ?" : "";
}

void print_line(const ListedLine& line, base::Language language) {
  std::cout << line.list.text() << "  " << line.name.text() << "  " << public_name(line.standing).text()
            << mark_of(line) << "  " << line.title.in(language);
  if (!line.cited.in(language).empty()) std::cout << "  [" << line.cited.in(language) << "]";
  std::cout << "\n";
}

int print(const std::vector<ListedLine>& lines, base::LocalDate day, const Manner& manner) {
  if (manner.json) {
    print_json(lines, day, manner.language);
    return exit_done;
  }
  for (const ListedLine& line : lines) print_line(line, manner.language);
  std::cout << "\n"
            << filled_text("law-count", manner.language, {day.text(), std::to_string(lines.size())}) << "\n";
  return exit_done;
}

}  // namespace

int list_law_lines(const LawWish& wish, const Manner& manner) {
  const auto law = asked(wish);
  if (!law) return fail_with(law.error(), manner);
  return print(law::list_law(law->book, law->day, law->with), law->day, manner);
}

int list_coming_law(const LawWish& wish, const Manner& manner) {
  const auto law = asked(wish);
  if (!law) return fail_with(law.error(), manner);
  return print(law::list_coming(law->book, law->day), law->day, manner);
}

int show_law_line(const LawWish& wish, const Manner& manner) {
  const auto law = asked(wish);
  if (!law) return fail_with(law.error(), manner);
  const std::vector<ListedLine> lines = law::show_law(law->book, wish.name, law->day, law->with);
  if (lines.empty()) {
    return fail_with(base::Error(base::ErrorCode::not_found,
                                 "the law has no line of that name; see them with `daicho law list`"),
                     manner);
  }
  if (manner.json) {
    print_json(lines, law->day, manner.language);
    return exit_done;
  }
  for (const ListedLine& line : lines) {
    print_line(line, manner.language);
    std::cout << "    " << span_of(line) << "  " << public_name(line.status).text() << ", "
              << public_name(line.backing).text();
    if (!line.source.in(manner.language).empty()) std::cout << ": " << line.source.in(manner.language);
    std::cout << "\n";
    for (const auto& [name, value] : line.fields) std::cout << "    " << name << ": " << value << "\n";
  }
  return exit_done;
}

}  // namespace daicho::cli
