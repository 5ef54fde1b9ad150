// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "store/ledger_hasher.h"

namespace daicho::store {

// A LedgerHasher for tests that need no proofs: the frontier is 8 bytes that depend on every entry, on the
// order and on the size. It withstands mistakes, not malice.
class ToyHasher final : public LedgerHasher {
 public:
  std::string append(std::string_view frontier, std::uint64_t size,
                     const std::vector<std::string_view>& entries) const override {
    std::uint64_t state = frontier.empty() ? size + 1 : base::read_be64(frontier);
    for (const std::string_view entry : entries) {
      for (const char byte : entry) state = (state ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
      state = (state ^ ++size) * 0x9e3779b97f4a7c15u;
    }
    std::string out;
    base::append_be64(out, state);
    return out;
  }
};

}  // namespace daicho::store
