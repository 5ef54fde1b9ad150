// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace daicho::service {

// The place of an entry in the ledger: which log, and the number in it.
struct LedgerPlace {
  store::Bucket bucket;
  std::uint64_t sequence = 0;
};

// As answers show it: the log in four hexadecimal digits and the sequence, `00a7/123`.
std::string ledger_place(store::Bucket bucket, std::uint64_t sequence);
// Reads that form strictly.
std::optional<LedgerPlace> read_ledger_place(std::string_view text);

}  // namespace daicho::service
