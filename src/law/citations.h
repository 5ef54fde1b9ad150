// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "law/dated.h"
#include "law/table.h"

// What the other lines stand on: the texts that were read, and the articles as they are cited.
namespace daicho::law {

// A text that lines of these files were read in (law/sources.yaml). `from` is the day of its state.
struct Source : Dated {
  enum class Grade : std::uint8_t {
    official = 1,   // the law itself, or what an authority published
    secondary = 2,  // somebody else's account of it
  };
  LocalText title;
  Grade grade = Grade::secondary;

  static base::Result<Source> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};
base::Literal public_name(Source::Grade grade);

// An article as it is cited.
struct Citation : Dated {
  std::string printed_ja, printed_en;
  std::string title_ja, title_en;

  static base::Result<Citation> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};

// A provision that went to another number. Where the new number was not read in a source it is known to have
// moved, and the new number is not printed.
struct Move : Dated {
  LocalText title;
  base::Term was;  // the Citation under the old number; it need not hold any more
  LocalText now;   // how the new one is printed

  // The new form; null while it is unverified.
  const LocalText* printable() const { return was_read ? &now : nullptr; }

  static base::Result<Move> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};

}  // namespace daicho::law
