// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "base/literal.h"
#include "policy/names.h"

namespace daicho::policy {

// The articles that decisions cite of themselves. They stand first in every policy's table of citations, in
// this order, so that citing one costs nothing.
enum class Article : std::uint16_t {
  purpose_limit = 0,       // APPI 18(1)
  proper_acquisition = 1,  // APPI 20(1)
  special_care = 2,        // APPI 20(2)
  no_longer_needed = 3,    // APPI 22
  disclosure = 4,          // APPI 33(1)
  correction = 5,          // APPI 34(1)
  cessation_of_use = 6,    // APPI 35(1)
  secrecy = 7,             // Telecommunications Business Act 4(1)
  individual_number = 8,   // My Number Act 20
  change_of_purpose = 9,   // APPI 17(2)
  shown_first = 10,        // APPI 21(2)
  supervision = 11,        // APPI 25
  provision = 12,          // APPI 27(1)
  provision_by_law = 13,   // APPI 27(1)(i)
  opt_out = 14,            // APPI 27(2)
  entrustment = 15,        // APPI 27(5)(i)
  succession = 16,         // APPI 27(5)(ii)
  joint_use = 17,          // APPI 27(5)(iii)
  abroad = 18,             // APPI 28(1)
  provision_record = 19,   // APPI 29(1)
  person_related = 20,     // APPI 31(1)
};

// Their names in law/citations.yaml, in the same order.
inline constexpr std::array<base::Literal, 21> article_names = {
    "appi-18-1", "appi-20-1",   "appi-20-2",   "appi-22",     "appi-33-1", "appi-34-1", "appi-35-1",
    "tba-4-1",   "mynumber-20", "appi-17-2",   "appi-21-2",   "appi-25",   "appi-27-1", "appi-27-1-1",
    "appi-27-2", "appi-27-5-1", "appi-27-5-2", "appi-27-5-3", "appi-28-1", "appi-29-1", "appi-31-1"};

constexpr CitationIndex place_of(Article article) {
  return CitationIndex(static_cast<std::uint16_t>(article));
}

}  // namespace daicho::policy
