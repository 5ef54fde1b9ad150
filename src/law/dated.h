// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/literal.h"
#include "base/local_date.h"
#include "base/result.h"
#include "base/term.h"

namespace daicho::law {

class Row;

enum class Status : std::uint8_t {
  in_force = 1,
  promulgated =
      2,      // passed: holds from its day when that day is known and the text was read; coming until then
  draft = 3,  // announced: shown as coming, never enforced
  repealed = 4,
};
base::Literal public_name(Status status);

// Which law is asked for: that of the day, or a simulation of what is passed and still to come.
enum class With : std::uint8_t {
  law_in_force = 1,
  promulgated = 2,  // for looking ahead only: nothing of it may be enforced or cited as current
};

// A text in both languages. The Japanese is the one that counts.
struct LocalText {
  std::string ja, en;
  const std::string& in(base::Language language) const { return language == base::Language::en ? en : ja; }
};

// What every line of a law file has: when it holds, and what backs it.
struct Dated {
  base::Term name;
  std::optional<base::LocalDate> from;    // the first day; nothing while none is set
  std::optional<base::LocalDate> to;      // the last day; nothing while it goes on
  std::optional<base::LocalDate> latest;  // the last day on which it can begin
  Status status = Status::in_force;
  bool was_read = false;             // whether it was read in a source; otherwise users see it marked
  std::optional<base::Term> source;  // where it was read: a Source

  // Whether it may be enforced and cited as current on `day`; or, with what is promulgated, whether it would
  // hold then as far as is known. A promulgated line begins on its day by itself only if its text was read.
  bool holds_on(base::LocalDate day, With with = With::law_in_force) const;
  // Whether it is still to come on `day`: announced, passed, or in force from a later day.
  bool is_coming_on(base::LocalDate day) const;
};

// The fields that every line has; `corrupt` when one is missing or broken.
base::Result<Dated> read_dated(const Row& row);

}  // namespace daicho::law
