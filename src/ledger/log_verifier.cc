// SPDX-License-Identifier: Apache-2.0
#include "ledger/log_verifier.h"

#include <algorithm>

namespace daicho::ledger {

void LogVerifier::verify(const TreeHead& head) {
  const std::vector<Tile> tiles = edge_tiles(head.size);
  std::vector<std::optional<Hashes>> stored;
  std::vector<Hashes> edge;
  for (const Tile& tile : tiles) {
    stored.push_back(read_tile(tile));
    if (stored.back()) edge.push_back(*stored.back());
  }
  if (edge.size() == tiles.size() && root_of_edge(head.size, edge) == head.root) {
    for (std::size_t i = tiles.size(); i-- > 0;) verify_below(tiles[i], edge[i]);
  } else {
    search_edge(head, tiles, stored);
  }
}

void LogVerifier::search_edge(const TreeHead& head, const std::vector<Tile>& tiles,
                              const std::vector<std::optional<Hashes>>& stored) {
  std::vector<Hashes> edge;
  for (std::size_t i = tiles.size(); i-- > 0;) {
    auto derived = derive(tiles[i]);
    if (derived) edge.insert(edge.begin(), std::move(*derived));
  }
  if (edge.size() != tiles.size()) return;  // what is missing was found already
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (stored[i] && *stored[i] != edge[i]) add(Defect::tile_changed, tiles[i].path());
  }
  if (root_of_edge(head.size, edge) != head.root) add(Defect::log_rewritten, "checkpoint");
}

std::optional<Hash> LogVerifier::verify_tile(const Tile& tile, const Hash* expected) {
  const auto stored = read_tile(tile);
  if (stored && expected != nullptr && root_of(*stored) == *expected) {
    verify_below(tile, *stored);
    return *expected;
  }
  const auto derived = derive(tile);
  const bool differs = derived ? stored != derived : expected != nullptr;
  if (stored && differs) add(Defect::tile_changed, tile.path());
  if (!derived) return std::nullopt;
  const Hash root = root_of(*derived);
  if (expected != nullptr && root != *expected) {
    const std::uint64_t first = (tile.index * tile_width) << (8 * tile.level);
    add(Defect::entry_changed, tile.level == 0 ? Bundle{tile.index, tile.width}.path() : tile.path(), first);
  }
  return root;
}

void LogVerifier::verify_below(const Tile& tile, const Hashes& trusted) {
  if (tile.level == 0) return verify_entries({tile.index, tile.width}, trusted);
  for (unsigned i = 0; i < tile.width; ++i) {
    verify_tile({tile.level - 1, tile.index * tile_width + i, tile_width}, &trusted[i]);
  }
}

std::optional<LogVerifier::Hashes> LogVerifier::derive(const Tile& tile) {
  if (tile.level == 0) return hash_entries({tile.index, tile.width});
  Hashes hashes;
  for (unsigned i = 0; i < tile.width; ++i) {
    const auto root = verify_tile({tile.level - 1, tile.index * tile_width + i, tile_width}, nullptr);
    if (root) hashes.push_back(*root);
  }
  return hashes.size() == tile.width ? std::optional(std::move(hashes)) : std::nullopt;
}

void LogVerifier::verify_entries(const Bundle& bundle, const Hashes& trusted) {
  const auto bytes = read_bundle(bundle);
  if (!bytes) return;
  const std::uint64_t first = bundle.index * tile_width;
  const ParsedBundle parsed = parse_bundle(*bytes);
  const std::size_t count = std::min<std::size_t>(parsed.entries.size(), trusted.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (leaf_hash(parsed.entries[i]) == trusted[i]) continue;
    // One finding a bundle: after an entry that was taken out or put in, all later ones differ.
    return add(Defect::entry_changed, bundle.path(), first + i);
  }
  if (!parsed.whole || parsed.entries.size() != bundle.width) {
    add(Defect::file_malformed, bundle.path(), first + count);
  }
}

std::optional<LogVerifier::Hashes> LogVerifier::hash_entries(const Bundle& bundle) {
  const auto bytes = read_bundle(bundle);
  if (!bytes) return std::nullopt;
  const ParsedBundle parsed = parse_bundle(*bytes);
  if (!parsed.whole || parsed.entries.size() != bundle.width) {
    const std::size_t count = std::min<std::size_t>(parsed.entries.size(), bundle.width);
    add(Defect::file_malformed, bundle.path(), bundle.index * tile_width + count);
    return std::nullopt;
  }
  Hashes hashes(bundle.width);
  for (unsigned i = 0; i < bundle.width; ++i) hashes[i] = leaf_hash(parsed.entries[i]);
  return hashes;
}

std::optional<bool> LogVerifier::begins_with(std::uint64_t size, const TreeHead& earlier) {
  TileHashReader hashes(files_, size);
  const auto root = root_at(hashes, earlier.size);
  if (!root) return std::nullopt;
  return *root == earlier.root;
}

std::optional<LogVerifier::Hashes> LogVerifier::read_tile(const Tile& tile) {
  auto hashes = files_.tile(tile);
  if (hashes) return std::move(*hashes);
  add(hashes.error(), tile.path(), std::nullopt);
  return std::nullopt;
}

std::optional<std::string> LogVerifier::read_bundle(const Bundle& bundle) {
  auto bytes = files_.bundle(bundle);
  if (bytes) {
    entries_read_(bundle.width, bytes->size());
    return std::move(*bytes);
  }
  add(bytes.error(), bundle.path(), bundle.index * tile_width);
  return std::nullopt;
}

void LogVerifier::add(const base::Error& error, const std::string& file, std::optional<std::uint64_t> entry) {
  const bool missing = error.code() == base::ErrorCode::not_found;
  const bool malformed =
      error.code() == base::ErrorCode::corrupt || error.code() == base::ErrorCode::too_large;
  add(missing     ? Defect::file_missing
      : malformed ? Defect::file_malformed
                  : Defect::file_not_readable,
      file, entry);
}

void LogVerifier::add(Defect defect, const std::string& file, std::optional<std::uint64_t> entry) {
  if (findings_.size() < Verification::findings_per_log_max) {
    findings_.push_back({defect, log_, files_.path() + file, entry});
  }
}

}  // namespace daicho::ledger
