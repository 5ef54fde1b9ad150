// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/checkpoint.h"
#include "ledger/folder.h"
#include "ledger/merkle.h"
#include "ledger/tiles.h"

namespace daicho::ledger {

// Where the register checkpoint stands in an exported ledger.
inline constexpr const char* register_checkpoint_path = "register-checkpoint";
// Where the files of a log stand: `log/0a1f/`.
std::string log_path(LogNumber log);

// One log of an exported ledger, read through its tiles. The folder must outlive it. Thread-safe.
class LogFolder {
 public:
  LogFolder(const Folder& folder, LogNumber log) : folder_(folder), log_(log), path_(log_path(log)) {}

  LogNumber number() const { return log_; }
  const std::string& path() const { return path_; }
  // The signed note; `not_found`.
  base::Result<std::string> checkpoint() const;
  // The hashes of a tile; a tile that is partly wanted is read from the whole one when only that is there.
  // `not_found`, `corrupt` when it is too short or too long.
  base::Result<std::vector<Hash>> tile(const Tile& tile) const;
  // The bytes of a bundle, likewise. `not_found`.
  base::Result<std::string> bundle(const Bundle& bundle) const;
  // One entry. `not_found`, `corrupt`.
  base::Result<std::string> entry(std::uint64_t index, std::uint64_t size) const;

 private:
  const Folder& folder_;
  LogNumber log_;
  std::string path_;
};

// Hashes of complete subtrees out of the tiles of a log that has `size` entries. Keeps the last tile read of
// every level. One thread at a time.
class TileHashReader final : public HashReader {
 public:
  TileHashReader(const LogFolder& log, std::uint64_t size) : log_(log), size_(size) {}
  base::Result<Hash> hash(Subtree subtree) override;

 private:
  struct Kept {
    Tile tile;
    std::vector<Hash> hashes;
  };
  const LogFolder& log_;
  std::uint64_t size_;
  std::vector<Kept> kept_;
};

}  // namespace daicho::ledger
