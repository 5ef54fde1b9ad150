// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daicho::store {

// Computes what a ledger's frontier becomes when entries are appended. The store keeps the frontier and does
// not look into it; the ledger folder gives the Merkle one (RFC 6962 §2.1). Pure, so any thread may call it.
class LedgerHasher {
 public:
  virtual ~LedgerHasher() = default;
  // The frontier after `entries` are appended, in this order, to a ledger of `size` entries whose frontier is
  // `frontier`. An empty ledger has an empty frontier.
  virtual std::string append(std::string_view frontier, std::uint64_t size,
                             const std::vector<std::string_view>& entries) const = 0;
};

}  // namespace daicho::store
