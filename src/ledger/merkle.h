// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/public_record.h"
#include "base/result.h"

// The Merkle tree over a log's entries: RFC 6962 §2.1 (the same in RFC 9162 §2.1).
namespace daicho::ledger {

// A hash of the tree. It is a digest of public bytes.
using Hash = base::PublicDigest;

// SHA-256(0x00 ‖ entry).
Hash leaf_hash(std::string_view entry);
// SHA-256(0x01 ‖ left ‖ right).
Hash node_hash(const Hash& left, const Hash& right);
// The root of a tree without entries: SHA-256 of nothing.
Hash empty_root();
// The root over `leaves`, which are leaf hashes, or roots of equally large complete subtrees.
Hash root_of(std::vector<Hash> leaves);

// The roots of the complete subtrees that make up a tree of some size, largest first: all that is needed to
// append and to know the root. At most 64 hashes. This is what store::LedgerHead keeps.
class Frontier {
 public:
  Frontier() = default;
  // Reads what bytes() wrote for a tree of `size` entries; `corrupt` when the length is not that of `size`.
  static base::Result<Frontier> read(std::uint64_t size, std::string_view bytes);

  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;
  // 32 bytes each, largest subtree first.
  std::string bytes() const;
  const std::vector<Hash>& subtrees() const { return subtrees_; }

  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;
};

// A complete subtree: the 2^level leaves from index × 2^level on.
struct Subtree {
  unsigned level = 0;
  std::uint64_t index = 0;
  friend bool operator==(const Subtree&, const Subtree&) = default;
};

// Where the hashes of complete subtrees come from, e.g. from tiles.
class HashReader {
 public:
  virtual ~HashReader() = default;
  virtual base::Result<Hash> hash(Subtree subtree) = 0;
};

// Hashes from the leaf or the old tree up, as RFC 9162 orders them.
using Proof = std::vector<Hash>;

// The root over the first `size` leaves.
base::Result<Hash> root_at(HashReader& hashes, std::uint64_t size);
// The proof that leaf `index` is in the tree of `size` leaves (RFC 9162 §2.1.3.1). `index` < `size`.
base::Result<Proof> inclusion_proof(HashReader& hashes, std::uint64_t index, std::uint64_t size);
// The proof that the tree of `old_size` is the beginning of that of `size` (RFC 9162 §2.1.4.1).
base::Result<Proof> consistency_proof(HashReader& hashes, std::uint64_t old_size, std::uint64_t size);

// A tree as a checkpoint states it.
struct TreeHead {
  std::uint64_t size = 0;
  Hash root = {};
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

// Whether `proof` shows that `leaf` stands at `index` of `head`'s tree (RFC 9162 §2.1.3.2).
bool verify_inclusion(const Hash& leaf, std::uint64_t index, const TreeHead& head, const Proof& proof);
// Whether `proof` shows that `old_head`'s tree is the beginning of `head`'s (RFC 9162 §2.1.4.2). The empty
// tree is the beginning of every tree, by the empty proof.
bool verify_consistency(const TreeHead& old_head, const TreeHead& head, const Proof& proof);

}  // namespace daicho::ledger
