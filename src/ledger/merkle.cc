// SPDX-License-Identifier: Apache-2.0
#include "ledger/merkle.h"

#include <bit>
#include <cstring>

#include "base/check.h"
#include "crypto/hash.h"

namespace daicho::ledger {
namespace {

constexpr std::string_view leaf_prefix("\0", 1), node_prefix("\1", 1);
constexpr std::size_t hash_size = 32;

// The largest power of two smaller than `n`, which is at least 2: where RFC 9162 splits a tree.
std::uint64_t split_of(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

// The root over leaves [begin, end), which begins at a multiple of a power of two not smaller than its
// length.
base::Result<Hash> range_root(HashReader& hashes, std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t size = end - begin;
  if (std::has_single_bit(size)) {
    const auto level = static_cast<unsigned>(std::countr_zero(size));
    return hashes.hash({level, begin >> level});
  }
  const std::uint64_t middle = begin + split_of(size);
  ASSIGN_OR_RETURN(const Hash left, range_root(hashes, begin, middle));
  ASSIGN_OR_RETURN(const Hash right, range_root(hashes, middle, end));
  return node_hash(left, right);
}

// RFC 9162 §2.1.4.1: SUBPROOF(m, D[begin:end], whole), `m` counted from `begin`.
base::Status append_subproof(HashReader& hashes, std::uint64_t m, std::uint64_t begin, std::uint64_t end,
                             bool whole, Proof& proof) {
  const std::uint64_t size = end - begin;
  if (m == size) {
    if (whole) return {};
    ASSIGN_OR_RETURN(const Hash root, range_root(hashes, begin, end));
    proof.push_back(root);
    return {};
  }
  const std::uint64_t split = split_of(size);
  if (m <= split) {
    RETURN_IF_ERROR(append_subproof(hashes, m, begin, begin + split, whole, proof));
    ASSIGN_OR_RETURN(const Hash right, range_root(hashes, begin + split, end));
    proof.push_back(right);
  } else {
    RETURN_IF_ERROR(append_subproof(hashes, m - split, begin + split, end, false, proof));
    ASSIGN_OR_RETURN(const Hash left, range_root(hashes, begin, begin + split));
    proof.push_back(left);
  }
  return {};
}

}  // namespace

Hash leaf_hash(std::string_view entry) {
  return crypto::public_digest({leaf_prefix, entry});
}
Hash node_hash(const Hash& left, const Hash& right) {
  char bytes[1 + 2 * hash_size];
  bytes[0] = node_prefix[0];
  std::memcpy(bytes + 1, left.bytes.data(), hash_size);
  std::memcpy(bytes + 1 + hash_size, right.bytes.data(), hash_size);
  return crypto::public_digest(std::string_view(bytes, sizeof bytes));
}
Hash empty_root() {
  return crypto::public_digest("");
}

Hash root_of(std::vector<Hash> leaves) {
  if (leaves.empty()) return empty_root();
  // Pairs level by level; a last one without partner rises as it is, which is where RFC 9162 puts it.
  while (leaves.size() > 1) {
    const std::size_t pairs = leaves.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) leaves[i] = node_hash(leaves[2 * i], leaves[2 * i + 1]);
    if (leaves.size() % 2 == 1) leaves[pairs] = leaves.back();
    leaves.resize(pairs + leaves.size() % 2);
  }
  return leaves.front();
}

base::Result<Frontier> Frontier::read(std::uint64_t size, std::string_view bytes) {
  if (bytes.size() != hash_size * static_cast<std::size_t>(std::popcount(size))) {
    return base::fail(base::ErrorCode::corrupt,
                      "the frontier of a log does not fit its size; restore the store from a backup");
  }
  Frontier frontier;
  frontier.size_ = size;
  frontier.subtrees_.resize(bytes.size() / hash_size);
  for (std::size_t i = 0; i < frontier.subtrees_.size(); ++i) {
    std::memcpy(frontier.subtrees_[i].bytes.data(), bytes.data() + i * hash_size, hash_size);
  }
  return frontier;
}

void Frontier::append(const Hash& leaf) {
  Hash subtree = leaf;
  // Each trailing one bit of the size is a complete subtree as large as the one being made.
  for (std::uint64_t rest = size_; rest & 1; rest >>= 1) {
    subtree = node_hash(subtrees_.back(), subtree);
    subtrees_.pop_back();
  }
  subtrees_.push_back(subtree);
  ++size_;
}

Hash Frontier::root() const {
  if (subtrees_.empty()) return empty_root();
  Hash root = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) root = node_hash(subtrees_[i], root);
  return root;
}

std::string Frontier::bytes() const {
  std::string out;
  out.reserve(subtrees_.size() * hash_size);
  for (const Hash& subtree : subtrees_) out += subtree.view();
  return out;
}

base::Result<Hash> root_at(HashReader& hashes, std::uint64_t size) {
  if (size == 0) return empty_root();
  return range_root(hashes, 0, size);
}

base::Result<Proof> inclusion_proof(HashReader& hashes, std::uint64_t index, std::uint64_t size) {
  CHECK(index < size);
  Proof proof;
  std::uint64_t begin = 0, end = size;
  while (end - begin > 1) {  // from the root down; the proof is read from the leaf up
    const std::uint64_t middle = begin + split_of(end - begin);
    const bool is_left = index < middle;
    ASSIGN_OR_RETURN(const Hash sibling,
                     is_left ? range_root(hashes, middle, end) : range_root(hashes, begin, middle));
    proof.insert(proof.begin(), sibling);
    (is_left ? end : begin) = middle;
  }
  return proof;
}

base::Result<Proof> consistency_proof(HashReader& hashes, std::uint64_t old_size, std::uint64_t size) {
  CHECK(old_size <= size);
  Proof proof;
  if (old_size == 0) return proof;
  RETURN_IF_ERROR(append_subproof(hashes, old_size, 0, size, true, proof));
  return proof;
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, const TreeHead& head, const Proof& proof) {
  if (index >= head.size) return false;
  std::uint64_t node = index, last = head.size - 1;
  Hash root = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) || node == last) {
      root = node_hash(sibling, root);
      while (!(node & 1) && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      root = node_hash(root, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && root == head.root;
}

bool verify_consistency(const TreeHead& old_head, const TreeHead& head, const Proof& proof) {
  if (old_head.size > head.size) return false;
  if (old_head.size == head.size) return proof.empty() && old_head.root == head.root;
  if (old_head.size == 0) return proof.empty() && old_head.root == empty_root();
  if (proof.empty()) return false;
  const int skipped = std::countr_one(old_head.size - 1);
  std::uint64_t node = (old_head.size - 1) >> skipped, last = (head.size - 1) >> skipped;
  // An old tree that is one complete subtree is not in the proof: its root is known.
  std::size_t next = 0;
  Hash old_root = node == 0 ? old_head.root : proof[next++];
  Hash root = old_root;
  for (; next < proof.size(); ++next) {
    if (last == 0) return false;
    if ((node & 1) || node == last) {
      old_root = node_hash(proof[next], old_root);
      root = node_hash(proof[next], root);
      while (!(node & 1) && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      root = node_hash(root, proof[next]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && old_root == old_head.root && root == head.root;
}

}  // namespace daicho::ledger
