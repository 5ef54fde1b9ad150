// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "law/law_book.h"

// The law book as plain rows, for whoever shows it. Pure; thread-safe.
namespace daicho::law {

// How a line stands on a day.
enum class Standing : std::uint8_t {
  in_force = 1,
  simulated = 2,  // passed and not in force; shown as if it were, because that was asked for
  coming = 3,     // announced, passed, or in force from a later day
  ended = 4,      // repealed, or its last day is over
};
base::Literal public_name(Standing standing);

// How far a line may be relied on.
enum class Backing : std::uint8_t {
  official = 1,    // read in the law or in what an authority published
  secondary = 2,   // read in somebody else's account
  read = 3,        // read in a source, without saying in which
  unverified = 4,  // from general knowledge: to be checked before it is relied on
};
base::Literal public_name(Backing backing);

// A line of the law book, ready to be printed.
struct ListedLine {
  base::Literal list;  // gates, exceptions, …
  base::Term name;
  Standing standing = Standing::in_force;
  Status status = Status::in_force;  // as the file has it
  Backing backing = Backing::unverified;
  std::optional<base::LocalDate> from, to, latest;
  LocalText title;
  LocalText cited;   // its articles as they are printed, joined; empty where it cites none
  LocalText source;  // the text it was read in; empty where it names none
  // Every field of its file, by name; what a list holds is joined with ", ".
  std::vector<std::pair<std::string, std::string>> fields;
};

// What holds on `day`, in the order of the files.
std::vector<ListedLine> list_law(const LawBook& book, base::LocalDate day, With with = With::law_in_force);
// What is still to come on `day`.
std::vector<ListedLine> list_coming(const LawBook& book, base::LocalDate day);
// Every version of every line of that name, as it stands on `day`; empty when there is none.
std::vector<ListedLine> show_law(const LawBook& book, std::string_view name, base::LocalDate day,
                                 With with = With::law_in_force);

}  // namespace daicho::law
