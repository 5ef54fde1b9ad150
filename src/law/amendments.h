// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "law/citations.h"

namespace daicho::law {

// One step in which an amending act comes into force (law/amendments.yaml). It says when; what it brings are
// Rules, and which rule belongs to which step is said only where it was read.
struct Amendment : Dated {
  LocalText act;
  LocalText title;
  std::optional<base::LocalDate> promulgated;

  static base::Result<Amendment> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self&, Visit) {}
};

// A legal rule that the register applies, or that is coming (law/rules.yaml).
struct Rule : Dated {
  std::string title_ja, title_en;
  Refs<Citation> cites;        // none while no article number is known
  Refs<Amendment> amendments;  // the step it comes with, where that was read

  static base::Result<Rule> read(const Row& row);
  template <typename Self, typename Visit>
  static void each_reference(Self& self, Visit visit) {
    visit(self.cites);
    visit(self.amendments);
  }
};

}  // namespace daicho::law
