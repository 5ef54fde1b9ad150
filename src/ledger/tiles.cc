// SPDX-License-Identifier: Apache-2.0
#include "ledger/tiles.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"

namespace daicho::ledger {
namespace {

constexpr unsigned level_height = 8;  // a tile is eight levels of the tree high
constexpr unsigned level_max = 7;     // 256^8 leaves are more than there are
constexpr std::size_t hash_size = 32;

// The number in groups of three digits, all but the last with an `x` before: 1234067 is x001/x234/067.
std::string number_path(std::uint64_t number) {
  std::string out;
  for (bool last = true;; last = false, number /= 1000) {
    std::string group = std::to_string(number % 1000);
    group.insert(0, 3 - group.size(), '0');
    out.insert(0, last ? group : "x" + group + "/");
    if (number < 1000) return out;
  }
}

std::string place_path(std::string_view folder, std::uint64_t index, unsigned width) {
  std::string out = "tile/" + std::string(folder) + "/" + number_path(index);
  if (width < tile_width) out += ".p/" + std::to_string(width);
  return out;
}

// Takes what stands before the next `/`, and the `/`.
std::string_view take_element(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view element = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return element;
}

// Reads decimal digits only.
std::optional<std::uint64_t> read_digits(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

// Reads index and width of a path whose folder is taken off.
std::optional<Bundle> read_place(std::string_view path) {
  std::uint64_t index = 0;
  for (int groups = 0; groups < 6; ++groups) {
    std::string_view group = take_element(path);
    const bool goes_on = group.starts_with('x');
    if (goes_on) group.remove_prefix(1);
    const bool partial = group.ends_with(".p");
    if (partial) group.remove_suffix(2);
    const auto value = group.size() == 3 ? read_digits(group) : std::nullopt;
    if (!value || (goes_on && partial)) return std::nullopt;
    index = index * 1000 + *value;
    if (goes_on) continue;
    if (!partial) return path.empty() ? std::optional(Bundle{index, tile_width}) : std::nullopt;
    const auto width = path.size() <= 3 ? read_digits(path) : std::nullopt;
    if (!width || *width < 1 || *width >= tile_width) return std::nullopt;
    return Bundle{index, static_cast<unsigned>(*width)};
  }
  return std::nullopt;
}

}  // namespace

std::string Tile::path() const {
  return place_path(std::to_string(level), index, width);
}
std::string Bundle::path() const {
  return place_path("entries", index, width);
}

std::optional<std::variant<Tile, Bundle>> parse_tile_path(std::string_view path) {
  const std::string whole(path);
  if (take_element(path) != "tile") return std::nullopt;
  const std::string_view folder = take_element(path);
  const auto place = read_place(path);
  if (!place) return std::nullopt;
  std::variant<Tile, Bundle> read = *place;
  if (folder != "entries") {
    const auto level = folder.size() == 1 ? read_digits(folder) : std::nullopt;
    if (!level || *level > level_max) return std::nullopt;
    read = Tile{static_cast<unsigned>(*level), place->index, place->width};
  }
  // One place has one path: this catches leading groups of zeros and stray slashes.
  if (std::visit([](const auto& p) { return p.path(); }, read) != whole) return std::nullopt;
  return read;
}

unsigned tile_width_at(std::uint64_t size, unsigned level, std::uint64_t index) {
  if (level > level_max) return 0;
  const std::uint64_t hashes = size >> (level * level_height);
  if (index > hashes / tile_width) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(hashes - index * tile_width, tile_width));
}

std::vector<Tile> edge_tiles(std::uint64_t size) {
  std::vector<Tile> tiles;
  for (unsigned level = 0; level <= level_max; ++level) {
    const std::uint64_t hashes = size >> (level * level_height);
    const auto width = static_cast<unsigned>(hashes % tile_width);
    if (width > 0) tiles.push_back({level, hashes / tile_width, width});
  }
  return tiles;
}

Hash root_of_edge(std::uint64_t size, const std::vector<std::vector<Hash>>& edge) {
  if (size == 0) return empty_root();
  std::optional<Hash> root;
  for (const std::vector<Hash>& hashes : edge) {
    // The row splits into complete subtrees by the bits of its width; the smallest is the rightmost.
    for (std::size_t end = hashes.size(); end > 0;) {
      const std::size_t size_of_subtree = std::size_t{1} << std::countr_zero(end);
      const auto first = hashes.begin() + static_cast<std::ptrdiff_t>(end - size_of_subtree);
      const Hash subtree =
          root_of(std::vector<Hash>(first, hashes.begin() + static_cast<std::ptrdiff_t>(end)));
      root = root ? node_hash(subtree, *root) : subtree;
      end -= size_of_subtree;
    }
  }
  CHECK(root.has_value());
  return *root;
}

std::string tile_bytes(const std::vector<Hash>& hashes) {
  std::string out;
  out.reserve(hashes.size() * hash_size);
  for (const Hash& hash : hashes) out += hash.view();
  return out;
}

std::optional<std::vector<Hash>> parse_tile(std::string_view bytes, unsigned width) {
  if (bytes.size() != width * hash_size) return std::nullopt;
  std::vector<Hash> hashes(width);
  for (unsigned i = 0; i < width; ++i)
    std::memcpy(hashes[i].bytes.data(), bytes.data() + i * hash_size, hash_size);
  return hashes;
}

std::string bundle_bytes(const std::vector<std::string>& entries) {
  std::string out;
  for (const std::string& entry : entries) {
    CHECK(entry.size() <= 0xffff);
    out.push_back(static_cast<char>(entry.size() >> 8));
    out.push_back(static_cast<char>(entry.size() & 0xff));
    out += entry;
  }
  return out;
}

ParsedBundle parse_bundle(std::string_view bytes) {
  ParsedBundle bundle;
  while (!bytes.empty()) {
    if (bytes.size() < 2) break;
    const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8 |
                             static_cast<unsigned char>(bytes[1]);
    if (bytes.size() < 2 + size) break;
    bundle.entries.push_back(bytes.substr(2, size));
    bytes.remove_prefix(2 + size);
  }
  bundle.whole = bytes.empty();
  return bundle;
}

base::Result<std::string> make_tile(LeafSource& leaves, const Tile& tile) {
  const std::uint64_t leaves_per_hash = std::uint64_t{1} << (tile.level * level_height);
  std::vector<Hash> hashes;
  for (unsigned i = 0; i < tile.width; ++i) {
    const std::uint64_t from = (tile.index * tile_width + i) * leaves_per_hash;
    // Rows of at most 256 leaves at a time; their roots are appended as leaves of the rest.
    Frontier subtree;
    const std::uint64_t step = std::min<std::uint64_t>(leaves_per_hash, tile_width);
    for (std::uint64_t done = 0; done < leaves_per_hash; done += step) {
      ASSIGN_OR_RETURN(const auto row, leaves.leaf_hashes(from + done, step));
      if (row.size() != step) {
        return base::fail(base::ErrorCode::not_found,
                          "the log has not so many entries; ask for a smaller tile");
      }
      subtree.append(root_of(row));
    }
    hashes.push_back(subtree.root());
  }
  return tile_bytes(hashes);
}

}  // namespace daicho::ledger
