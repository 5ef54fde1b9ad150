// SPDX-License-Identifier: Apache-2.0
#include "ledger/log_folder.h"

#include <algorithm>

#include "base/check.h"

namespace daicho::ledger {
namespace {

constexpr unsigned level_height = 8;
constexpr std::size_t hash_size = 32;

tl::unexpected<base::Error> malformed() {
  return base::fail(base::ErrorCode::corrupt,
                    "a file of the ledger folder is malformed; verify the folder, then export it again");
}

// Leaves the first `count` entries of a bundle.
void cut_after(unsigned count, std::string& bytes) {
  const ParsedBundle parsed = parse_bundle(bytes);
  if (parsed.entries.size() <= count) return;
  const std::string_view last = parsed.entries[count - 1];
  bytes.resize(static_cast<std::size_t>(last.data() + last.size() - bytes.data()));
}

}  // namespace

std::string log_path(LogNumber log) {
  return "log/" + log.text() + "/";
}

base::Result<std::string> LogFolder::checkpoint() const {
  return folder_.read(path_ + "checkpoint");
}

base::Result<std::vector<Hash>> LogFolder::tile(const Tile& tile) const {
  auto bytes = folder_.read(path_ + tile.path());
  if (!bytes && bytes.error().code() == base::ErrorCode::not_found && tile.width < tile_width) {
    bytes = folder_.read(path_ + Tile{tile.level, tile.index, tile_width}.path());
    if (bytes && bytes->size() == tile_width * hash_size) bytes->resize(tile.width * hash_size);
  }
  if (!bytes) return base::fail(std::move(bytes).error());
  auto hashes = parse_tile(*bytes, tile.width);
  if (!hashes) return malformed();
  return std::move(*hashes);
}

base::Result<std::string> LogFolder::bundle(const Bundle& bundle) const {
  auto bytes = folder_.read(path_ + bundle.path());
  if (!bytes && bytes.error().code() == base::ErrorCode::not_found && bundle.width < tile_width) {
    bytes = folder_.read(path_ + Bundle{bundle.index, tile_width}.path());
    if (bytes) cut_after(bundle.width, *bytes);
  }
  return bytes;
}

base::Result<std::string> LogFolder::entry(std::uint64_t index, std::uint64_t size) const {
  CHECK(index < size);
  const std::uint64_t number = index / tile_width;
  ASSIGN_OR_RETURN(const std::string bytes, bundle({number, tile_width_at(size, 0, number)}));
  const ParsedBundle parsed = parse_bundle(bytes);
  const std::size_t place = index % tile_width;
  if (place >= parsed.entries.size()) return malformed();
  return std::string(parsed.entries[place]);
}

base::Result<Hash> TileHashReader::hash(Subtree subtree) {
  const unsigned level = subtree.level / level_height, height = subtree.level % level_height;
  const std::uint64_t first = subtree.index << height;
  const std::uint64_t index = first / tile_width;
  const Tile tile{level, index, tile_width_at(size_, level, index)};
  const std::size_t begin = first % tile_width, count = std::size_t{1} << height;
  CHECK(begin + count <= tile.width);
  if (kept_.size() <= level) kept_.resize(level + 1);
  Kept& kept = kept_[level];
  if (kept.hashes.empty() || kept.tile != tile) {
    ASSIGN_OR_RETURN(kept.hashes, log_.tile(tile));
    kept.tile = tile;
  }
  const auto from = kept.hashes.begin() + static_cast<std::ptrdiff_t>(begin);
  return root_of(std::vector<Hash>(from, from + static_cast<std::ptrdiff_t>(count)));
}

}  // namespace daicho::ledger
