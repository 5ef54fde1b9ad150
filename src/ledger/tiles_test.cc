// SPDX-License-Identifier: Apache-2.0
#include "ledger/tiles.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "crypto/vector_file.h"
#include "ledger/test_ledger.h"

namespace daicho::ledger {
namespace {

std::vector<Hash> leaves_of(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

class MemoryLeaves final : public LeafSource {
 public:
  explicit MemoryLeaves(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}
  base::Result<std::vector<Hash>> leaf_hashes(std::uint64_t from, std::size_t count) override {
    const std::size_t end = std::min<std::size_t>(from + count, leaves_.size());
    const std::size_t begin = std::min<std::size_t>(from, end);
    return std::vector<Hash>(leaves_.begin() + static_cast<std::ptrdiff_t>(begin),
                             leaves_.begin() + static_cast<std::ptrdiff_t>(end));
  }

 private:
  std::vector<Hash> leaves_;
};

TEST(Tiles, have_the_paths_of_the_specification) {
  for (const auto& row : crypto::testing::read_vectors("ledger/paths.tsv")) {
    const std::uint64_t index = row.number("index");
    const auto width = static_cast<unsigned>(row.number("width"));
    std::variant<Tile, Bundle> place = Bundle{index, width};
    if (row.text("level") != "entries")
      place = Tile{static_cast<unsigned>(row.number("level")), index, width};
    EXPECT_EQ(std::visit([](const auto& p) { return p.path(); }, place), row.text("path"));
    EXPECT_EQ(parse_tile_path(row.text("path")), place);
  }
}

TEST(Tiles, refuse_every_other_path) {
  for (const char* path : {"",
                           "tile",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/0000",
                           "tile/0/x000/000",
                           "tile/0/x001",
                           "tile/0/000/",
                           "tile/0/000.p",
                           "tile/0/000.p/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/1/",
                           "tile/8/000",
                           "tile/63/000",
                           "tile/-1/000",
                           "tile/5/123/456/078",
                           "tile/5/X123/456",
                           "tile/00/000",
                           "tile/a/000",
                           "tile/0/../000",
                           "tile/0/x001.p/001",
                           "/tile/0/000",
                           "tile//000",
                           "tile/entries/",
                           "tile/data/000",
                           "checkpoint",
                           "tile/0/x999/x999/x999/x999/x999/x999/999"}) {
    EXPECT_EQ(parse_tile_path(path), std::nullopt) << path;
  }
}

TEST(Tiles, are_as_wide_as_the_tree_allows) {
  struct Row {
    std::uint64_t size;
    unsigned level;
    std::uint64_t index;
    unsigned width;
  };
  const Row rows[] = {{0, 0, 0, 0},       {1, 0, 0, 1},      {255, 0, 0, 255}, {256, 0, 0, 256},
                      {256, 0, 1, 0},     {256, 1, 0, 1},    {257, 0, 1, 1},   {70000, 0, 273, 112},
                      {70000, 1, 0, 256}, {70000, 1, 1, 17}, {70000, 2, 0, 1}, {70000, 0, 5000, 0},
                      {70000, 8, 0, 0}};
  for (const Row& row : rows) EXPECT_EQ(tile_width_at(row.size, row.level, row.index), row.width) << row.size;
}

TEST(Tiles, edge_of_70000_entries_is_three_tiles) {
  EXPECT_EQ(edge_tiles(70000), (std::vector<Tile>{{0, 273, 112}, {1, 1, 17}, {2, 0, 1}}));
  EXPECT_TRUE(edge_tiles(0).empty());
  EXPECT_EQ(edge_tiles(65536), (std::vector<Tile>{{2, 0, 1}}));
}

RC_GTEST_PROP(Tiles, edge_makes_up_the_root, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(0, 1500);
  const std::vector<Hash> leaves = leaves_of(size);
  MemoryLeaves source(leaves);
  std::vector<std::vector<Hash>> edge;
  for (const Tile& tile : edge_tiles(size)) {
    edge.push_back(parse_tile(make_tile(source, tile).value(), tile.width).value());
  }
  RC_ASSERT(root_of_edge(size, edge) == root_of(leaves));
}

TEST(Tiles, are_made_from_leaves) {
  const std::vector<Hash> leaves = leaves_of(600);
  MemoryLeaves source(leaves);
  EXPECT_EQ(make_tile(source, {0, 2, 88}).value(),
            tile_bytes(std::vector<Hash>(leaves.begin() + 512, leaves.begin() + 600)));
  const std::vector<Hash> level_one = {
      root_of(std::vector<Hash>(leaves.begin(), leaves.begin() + 256)),
      root_of(std::vector<Hash>(leaves.begin() + 256, leaves.begin() + 512))};
  EXPECT_EQ(make_tile(source, {1, 0, 2}).value(), tile_bytes(level_one));
  EXPECT_EQ(make_tile(source, {0, 2, 89}).error().code(), base::ErrorCode::not_found);
}

TEST(Tiles, refuse_another_length) {
  EXPECT_TRUE(parse_tile(std::string(64, 'h'), 2).has_value());
  EXPECT_FALSE(parse_tile(std::string(63, 'h'), 2).has_value());
  EXPECT_FALSE(parse_tile(std::string(96, 'h'), 2).has_value());
}

TEST(Bundle, has_the_bytes_of_the_specification) {
  const std::string hex = testing::text_vector("bundle.hex");
  const std::string bytes = *base::from_hex(hex.substr(0, hex.size() - 1));
  const ParsedBundle bundle = parse_bundle(bytes);
  EXPECT_TRUE(bundle.whole);
  ASSERT_EQ(bundle.entries.size(), 5u);
  EXPECT_EQ(bundle_bytes({bundle.entries.begin(), bundle.entries.end()}), bytes);
}

TEST(Bundle, holds_entries_of_any_length) {
  const std::vector<std::string> entries = {"", "a", std::string(65535, 'b')};
  const std::string bytes = bundle_bytes(entries);
  const ParsedBundle bundle = parse_bundle(bytes);
  EXPECT_EQ(std::vector<std::string>(bundle.entries.begin(), bundle.entries.end()), entries);
}

TEST(Bundle, notices_a_cut) {
  const std::string bytes = bundle_bytes({"one", "two"});
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    EXPECT_EQ(parse_bundle(cut).whole, size == 0 || size == 5 || size == 10) << size;
  }
}

}  // namespace
}  // namespace daicho::ledger
