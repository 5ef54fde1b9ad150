// SPDX-License-Identifier: Apache-2.0
#include "service/merkle_hasher.h"

#include "base/check.h"
#include "ledger/merkle.h"

namespace daicho::service {

std::string MerkleHasher::append(std::string_view frontier, std::uint64_t size,
                                 const std::vector<std::string_view>& entries) const {
  auto head = ledger::Frontier::read(size, frontier);
  CHECK(head.has_value());
  for (const std::string_view entry : entries) head->append(ledger::leaf_hash(entry));
  return head->bytes();
}

}  // namespace daicho::service
