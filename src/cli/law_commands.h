// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/terminal.h"

// The commands that show the law the program carries. They need no server.
namespace daicho::cli {

// Which law is asked for.
struct LawWish {
  std::string name;   // of a line, for show_law_line
  std::string as_of;  // the day (YYYY-MM-DD); empty: today in Japan
  bool with_promulgated =
      false;  // as if what was passed with a known day and a text that was read were in force
};

// Prints what holds on the day, one line each.
int list_law_lines(const LawWish& wish, const Manner& manner);
// Prints what is still to come on the day.
int list_coming_law(const LawWish& wish, const Manner& manner);
// Prints all versions of one line with every field.
int show_law_line(const LawWish& wish, const Manner& manner);

}  // namespace daicho::cli
