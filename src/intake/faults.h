// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/literal.h"

namespace daicho::intake {

// A place in a text file; both count from 1, columns in characters.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend auto operator<=>(Place, Place) = default;
};

// What may be wrong with a map: a closed list (fault_codes.inc).
enum class FaultCode : std::uint16_t {
#define FAULT(number, name) name = number,
#include "intake/fault_codes.inc"
#undef FAULT
};
base::Literal public_name(FaultCode code);
const std::vector<FaultCode>& all_fault_codes();

// Something wrong with a map: what and where. A map holds names of columns and of the policy, no values of
// persons, so a fault may quote it.
struct Fault {
  FaultCode code;
  Place place;
  std::vector<std::string> quotes = {};  // what stands for {0}, {1} … in the sentence

  // One sentence: what is wrong and what to do.
  std::string message(base::Language language) const;
};

using Faults = std::vector<Fault>;

// One line for a terminal: `map.yaml:12:7: unknown_key: …`.
std::string line(const Fault& fault, std::string_view file_name, base::Language language);

}  // namespace daicho::intake
