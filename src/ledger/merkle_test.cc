// SPDX-License-Identifier: Apache-2.0
#include "ledger/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "crypto/vector_file.h"

namespace daicho::ledger {
namespace {

using crypto::testing::read_vectors;
using Leaves = std::vector<Hash>;

std::ptrdiff_t offset(std::size_t n) {
  return static_cast<std::ptrdiff_t>(n);
}

// RFC 9162 §2.1, word for word: the reference.
std::size_t split(std::size_t n) {
  std::size_t k = 1;
  while (2 * k < n) k *= 2;
  return k;
}
Leaves part(const Leaves& leaves, std::size_t begin, std::size_t end) {
  return {leaves.begin() + offset(begin), leaves.begin() + offset(end)};
}
Hash naive_root(const Leaves& leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split(leaves.size());
  return node_hash(naive_root(part(leaves, 0, k)), naive_root(part(leaves, k, leaves.size())));
}
Proof naive_inclusion(std::size_t m, const Leaves& leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t k = split(leaves.size());
  const Leaves left = part(leaves, 0, k), right = part(leaves, k, leaves.size());
  Proof proof = m < k ? naive_inclusion(m, left) : naive_inclusion(m - k, right);
  proof.push_back(naive_root(m < k ? right : left));
  return proof;
}
Proof naive_subproof(std::size_t m, const Leaves& leaves, bool whole) {
  if (m == leaves.size()) return whole ? Proof{} : Proof{naive_root(leaves)};
  const std::size_t k = split(leaves.size());
  const Leaves left = part(leaves, 0, k), right = part(leaves, k, leaves.size());
  Proof proof = m <= k ? naive_subproof(m, left, whole) : naive_subproof(m - k, right, false);
  proof.push_back(naive_root(m <= k ? right : left));
  return proof;
}

// All leaves in memory.
class MemoryHashes final : public HashReader {
 public:
  explicit MemoryHashes(const Leaves& leaves) : leaves_(leaves) {}
  base::Result<Hash> hash(Subtree subtree) override {
    const std::size_t begin = subtree.index << subtree.level, end = (subtree.index + 1) << subtree.level;
    if (end > leaves_.size()) return base::fail(base::ErrorCode::not_found, "no such subtree");
    return naive_root(part(leaves_, begin, end));
  }

 private:
  const Leaves& leaves_;
};

Leaves leaves_of(std::size_t count) {
  Leaves leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

Leaves vector_leaves() {
  Leaves leaves;
  for (const auto& row : read_vectors("ledger/roots.tsv")) {
    if (row.number("size") > 0) leaves.push_back(leaf_hash(row.bytes("leaf")));
  }
  return leaves;
}

std::string joined(const Proof& proof) {
  std::string out;
  for (const Hash& hash : proof) out += (out.empty() ? "" : ",") + base::to_hex(hash.view());
  return out;
}

TreeHead head_of(const Leaves& leaves, std::size_t size) {
  return {size, naive_root(part(leaves, 0, size))};
}

TEST(Merkle, has_the_roots_of_the_certificate_transparency_tests) {
  const Leaves leaves = vector_leaves();
  Frontier frontier;
  for (const auto& row : read_vectors("ledger/roots.tsv")) {
    const std::size_t size = row.number("size");
    if (size > 0) frontier.append(leaves[size - 1]);
    EXPECT_EQ(frontier.size(), size);
    EXPECT_EQ(base::to_hex(frontier.root().view()), row.text("root"));
    EXPECT_EQ(root_of(part(leaves, 0, size)), frontier.root());
  }
}

TEST(Merkle, makes_and_verifies_the_inclusion_proofs_of_the_vectors) {
  const Leaves leaves = vector_leaves();
  MemoryHashes hashes(leaves);
  for (const auto& row : read_vectors("ledger/inclusion.tsv")) {
    const std::size_t index = row.number("index"), size = row.number("size");
    const Proof proof = inclusion_proof(hashes, index, size).value();
    EXPECT_EQ(joined(proof), row.text("proof"));
    EXPECT_TRUE(verify_inclusion(leaves[index], index, head_of(leaves, size), proof));
  }
}

TEST(Merkle, makes_and_verifies_the_consistency_proofs_of_the_vectors) {
  const Leaves leaves = vector_leaves();
  MemoryHashes hashes(leaves);
  for (const auto& row : read_vectors("ledger/consistency.tsv")) {
    const std::size_t old_size = row.number("old_size"), size = row.number("size");
    const Proof proof = consistency_proof(hashes, old_size, size).value();
    EXPECT_EQ(joined(proof), row.text("proof"));
    EXPECT_TRUE(verify_consistency(head_of(leaves, old_size), head_of(leaves, size), proof));
  }
}

TEST(Merkle, empty_tree_is_the_beginning_of_every_tree) {
  const Leaves leaves = leaves_of(3);
  MemoryHashes hashes(leaves);
  EXPECT_TRUE(consistency_proof(hashes, 0, 3).value().empty());
  EXPECT_TRUE(verify_consistency({0, empty_root()}, head_of(leaves, 3), {}));
  EXPECT_TRUE(verify_consistency({0, empty_root()}, {0, empty_root()}, {}));
  EXPECT_FALSE(verify_consistency({0, leaves[0]}, head_of(leaves, 3), {}));
  EXPECT_FALSE(verify_consistency({0, empty_root()}, head_of(leaves, 3), {leaves[0]}));
  EXPECT_EQ(root_at(hashes, 0).value(), empty_root());
}

TEST(Merkle, no_leaf_is_in_the_empty_tree) {
  EXPECT_FALSE(verify_inclusion(empty_root(), 0, {0, empty_root()}, {}));
}

TEST(Merkle, frontier_is_read_back_and_refuses_another_size) {
  Frontier frontier;
  for (const Hash& leaf : leaves_of(11)) frontier.append(leaf);
  EXPECT_EQ(frontier.bytes().size(), 3u * 32);  // 8 + 2 + 1
  EXPECT_EQ(Frontier::read(11, frontier.bytes()).value(), frontier);
  EXPECT_EQ(Frontier::read(12, frontier.bytes()).error().code(), base::ErrorCode::corrupt);
  EXPECT_EQ(Frontier::read(0, "").value().root(), empty_root());
}

TEST(Merkle, frontier_lists_the_largest_subtree_first) {
  const Leaves leaves = leaves_of(3);
  Frontier frontier;
  for (const Hash& leaf : leaves) frontier.append(leaf);
  EXPECT_EQ(frontier.subtrees(), (Leaves{node_hash(leaves[0], leaves[1]), leaves[2]}));
}

struct Sizes {
  std::size_t old_size, size;
};
Sizes any_sizes() {
  const auto size = *rc::gen::inRange<std::size_t>(1, 130);
  return {*rc::gen::inRange<std::size_t>(0, size + 1), size};
}

RC_GTEST_PROP(Merkle, frontier_agrees_with_the_definition, ()) {
  const Leaves leaves = leaves_of(*rc::gen::inRange<std::size_t>(0, 300));
  Frontier frontier;
  for (const Hash& leaf : leaves) frontier.append(leaf);
  RC_ASSERT(frontier.root() == naive_root(leaves));
  RC_ASSERT(root_of(leaves) == naive_root(leaves));
}

RC_GTEST_PROP(Merkle, inclusion_proofs_agree_with_the_definition, ()) {
  const auto [index, size] = any_sizes();
  RC_PRE(index < size);
  const Leaves leaves = leaves_of(size);
  MemoryHashes hashes(leaves);
  const Proof proof = inclusion_proof(hashes, index, size).value();
  RC_ASSERT(proof == naive_inclusion(index, leaves));
  RC_ASSERT(verify_inclusion(leaves[index], index, head_of(leaves, size), proof));
}

RC_GTEST_PROP(Merkle, consistency_proofs_agree_with_the_definition, ()) {
  const auto [old_size, size] = any_sizes();
  RC_PRE(old_size > 0);
  const Leaves leaves = leaves_of(size);
  MemoryHashes hashes(leaves);
  const Proof proof = consistency_proof(hashes, old_size, size).value();
  RC_ASSERT(proof == naive_subproof(old_size, leaves, true));
  RC_ASSERT(verify_consistency(head_of(leaves, old_size), head_of(leaves, size), proof));
  RC_ASSERT(root_at(hashes, old_size).value() == naive_root(part(leaves, 0, old_size)));
}

// One way to spoil a proof.
Proof spoiled(Proof proof, std::size_t way, std::size_t place) {
  if (way == 0 && !proof.empty()) {
    proof[place % proof.size()].bytes[place % 32] ^= 1;
  } else if (way == 1 && !proof.empty()) {
    proof.erase(proof.begin() + offset(place % proof.size()));
  } else {
    proof.insert(proof.begin() + offset(place % (proof.size() + 1)), leaf_hash("more"));
  }
  return proof;
}

RC_GTEST_PROP(Merkle, refuses_every_spoiled_inclusion_proof, ()) {
  const auto [index, size] = any_sizes();
  RC_PRE(index < size);
  const Leaves leaves = leaves_of(size);
  const TreeHead head = head_of(leaves, size);
  const Proof proof = naive_inclusion(index, leaves);
  const auto way = *rc::gen::inRange<std::size_t>(0, 3), place = *rc::gen::inRange<std::size_t>(0, 1000);
  RC_ASSERT(!verify_inclusion(leaves[index], index, head, spoiled(proof, way, place)));
  RC_ASSERT(!verify_inclusion(leaf_hash("other"), index, head, proof));
  for (std::size_t other = 0; other <= size; ++other) {
    if (other != index) RC_ASSERT(!verify_inclusion(leaves[index], other, head, proof));
  }
}

RC_GTEST_PROP(Merkle, refuses_every_spoiled_consistency_proof, ()) {
  const auto [old_size, size] = any_sizes();
  RC_PRE(old_size > 0 && old_size < size);
  const Leaves leaves = leaves_of(size);
  const TreeHead old_head = head_of(leaves, old_size), head = head_of(leaves, size);
  const Proof proof = naive_subproof(old_size, leaves, true);
  const auto way = *rc::gen::inRange<std::size_t>(0, 3), place = *rc::gen::inRange<std::size_t>(0, 1000);
  RC_ASSERT(!verify_consistency(old_head, head, spoiled(proof, way, place)));
  RC_ASSERT(!verify_consistency(head, old_head, proof));
  RC_ASSERT(!verify_consistency({old_size, leaf_hash("other")}, head, proof));
  RC_ASSERT(!verify_consistency(old_head, {size, leaf_hash("other")}, proof));
}

}  // namespace
}  // namespace daicho::ledger
