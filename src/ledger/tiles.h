// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "ledger/merkle.h"

// How a log is laid out in files: C2SP tlog-tiles.
namespace daicho::ledger {

// A complete tile has this many hashes, a complete bundle this many entries.
inline constexpr unsigned tile_width = 256;

// A row of hashes: those of the complete subtrees of 256^level leaves, from number index × 256 on. `width` is
// tile_width, or less at the right edge of the tree.
struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = tile_width;

  // `tile/1/x001/067`, `tile/0/003.p/12`.
  std::string path() const;
  friend bool operator==(const Tile&, const Tile&) = default;
};

// A row of entries, from number index × 256 on.
struct Bundle {
  std::uint64_t index = 0;
  unsigned width = tile_width;

  // `tile/entries/x001/067`, `tile/entries/003.p/12`.
  std::string path() const;
  friend bool operator==(const Bundle&, const Bundle&) = default;
};

// Reads such a path strictly; nothing when it is not one.
std::optional<std::variant<Tile, Bundle>> parse_tile_path(std::string_view path);

// Of a tree of `size` leaves: how many hashes there are in the tile at that place, 0 to 256.
unsigned tile_width_at(std::uint64_t size, unsigned level, std::uint64_t index);
// The tiles at the right edge that are not complete, from the lowest level up: together they make up the
// root.
std::vector<Tile> edge_tiles(std::uint64_t size);
// The root of a tree of `size` leaves from the hashes of its edge_tiles(), in that order.
Hash root_of_edge(std::uint64_t size, const std::vector<std::vector<Hash>>& edge);

// The bytes of a tile: its hashes, one after the other.
std::string tile_bytes(const std::vector<Hash>& hashes);
// Reads a tile of exactly `width` hashes; nothing when its length is another.
std::optional<std::vector<Hash>> parse_tile(std::string_view bytes, unsigned width);

// The bytes of a bundle: each entry after its length in two bytes, big-endian.
std::string bundle_bytes(const std::vector<std::string>& entries);
// The entries of a bundle, as long as `bytes` lives, and whether the bytes end where an entry ends.
struct ParsedBundle {
  std::vector<std::string_view> entries;
  bool whole = true;
};
ParsedBundle parse_bundle(std::string_view bytes);

// Where leaf hashes come from, e.g. a store.
class LeafSource {
 public:
  virtual ~LeafSource() = default;
  // The hashes of leaves `from` … `from` + `count` - 1.
  virtual base::Result<std::vector<Hash>> leaf_hashes(std::uint64_t from, std::size_t count) = 0;
};

// The bytes of a tile made from leaves: 256^level × width of them, so level 2 is for the patient.
base::Result<std::string> make_tile(LeafSource& leaves, const Tile& tile);

}  // namespace daicho::ledger
