// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "ledger/log_folder.h"
#include "ledger/verify.h"

namespace daicho::ledger {

// Verifies one log from the top down: the signed root vouches for the tiles at the edge, these for the tiles
// below, and so on to the entries. So a changed byte is found where it is and nowhere else. When a tile is
// not vouched for, what is below it is hashed anew, and the result is compared with what the tile above says.
class LogVerifier {
 public:
  // `entries_read` is called with the number of entries and bytes of every bundle read.
  LogVerifier(const Folder& folder, LogNumber log,
              std::function<void(std::uint64_t, std::uint64_t)> entries_read)
      : log_(log), files_(folder, log), entries_read_(std::move(entries_read)) {}

  // Verifies the whole log against its head, whose signature was verified before.
  void verify(const TreeHead& head);
  // Whether `earlier` is the head of the beginning of the log of `size` entries; nothing when it cannot be
  // read.
  std::optional<bool> begins_with(std::uint64_t size, const TreeHead& earlier);

  void add(Defect defect, const std::string& file, std::optional<std::uint64_t> entry = {});
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  using Hashes = std::vector<Hash>;

  // Verifies a tile and all below. `expected` is what a trusted tile above says of it. The root of what
  // stands here: `expected` when the tile fits it, else hashed anew from below, or nothing when something is
  // missing.
  std::optional<Hash> verify_tile(const Tile& tile, const Hash* expected);
  // Verifies all below a tile that is trusted.
  void verify_below(const Tile& tile, const Hashes& trusted);
  // The hashes that a tile should have, from what is below it. Nothing when something is missing.
  std::optional<Hashes> derive(const Tile& tile);
  void verify_entries(const Bundle& bundle, const Hashes& trusted);
  std::optional<Hashes> hash_entries(const Bundle& bundle);
  // The edge does not make up the root: finds which of its tiles is wrong.
  void search_edge(const TreeHead& head, const std::vector<Tile>& tiles,
                   const std::vector<std::optional<Hashes>>& stored);

  std::optional<Hashes> read_tile(const Tile& tile);
  std::optional<std::string> read_bundle(const Bundle& bundle);
  void add(const base::Error& error, const std::string& file, std::optional<std::uint64_t> entry);

  LogNumber log_;
  LogFolder files_;
  std::function<void(std::uint64_t, std::uint64_t)> entries_read_;
  std::vector<Finding> findings_;
};

}  // namespace daicho::ledger
