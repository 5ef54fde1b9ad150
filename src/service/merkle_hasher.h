// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/ledger_hasher.h"

namespace daicho::service {

// The Merkle frontier (RFC 6962 §2.1) of a store's ledgers, kept by the store with every commit. Thread-safe.
class MerkleHasher final : public store::LedgerHasher {
 public:
  // Ends the program when `frontier` is not that of a ledger of `size` entries: nothing may be appended to a
  // ledger whose head is broken.
  std::string append(std::string_view frontier, std::uint64_t size,
                     const std::vector<std::string_view>& entries) const override;
};

}  // namespace daicho::service
