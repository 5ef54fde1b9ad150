// SPDX-License-Identifier: Apache-2.0
#include "service/merkle_hasher.h"

#include <gtest/gtest.h>

#include "ledger/merkle.h"

namespace daicho::service {
namespace {

TEST(MerkleHasher, keeps_the_frontier_that_the_ledger_reads) {
  const MerkleHasher hasher;
  std::string frontier;
  std::vector<ledger::Hash> leaves;
  std::uint64_t size = 0;
  for (const std::vector<std::string_view>& entries :
       {std::vector<std::string_view>{"a"}, {"b", "c"}, {}, {"d", "e", "f", "g"}}) {
    frontier = hasher.append(frontier, size, entries);
    size += entries.size();
    for (const std::string_view entry : entries) leaves.push_back(ledger::leaf_hash(entry));
    const auto read = ledger::Frontier::read(size, frontier);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->root(), ledger::root_of(leaves));
  }
  EXPECT_EQ(size, 7u);
}

TEST(MerkleHasherDeathTest, appends_nothing_to_a_broken_head) {
  EXPECT_DEATH(MerkleHasher().append("not a frontier", 3, {"a"}), "");
}

}  // namespace
}  // namespace daicho::service
