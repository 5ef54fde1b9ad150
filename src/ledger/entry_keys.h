// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace daicho::ledger {

// The keys of an entry's map, in the order in which they are written (spec/ledger.md §2.2). In every ledger
// ever written: never changed, never used again.
enum class EntryKey : std::uint8_t {
  version = 0,
  at = 1,
  caller = 2,
  operation = 3,
  outcome = 4,
  request = 5,
  subject = 6,
  records = 7,
  items = 8,
  purposes = 9,
  recipient = 10,
  channel = 11,
  reasons = 12,
  policy = 13,
  law = 14,
  facts = 15,
};

// The version of the form of an entry.
inline constexpr std::uint64_t entry_version = 1;

}  // namespace daicho::ledger
