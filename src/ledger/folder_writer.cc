// SPDX-License-Identifier: Apache-2.0
#include "ledger/folder_writer.h"

#include <algorithm>

#include "ledger/register_checkpoint.h"
#include "ledger/tiles.h"

namespace daicho::ledger {
namespace {

tl::unexpected<base::Error> disagrees(LogNumber log) {
  return base::fail(
      base::Error(base::ErrorCode::verification_failed,
                  "the ledger folder and the store hold different logs; verify both, and export to a "
                  "new folder if the store is right")
          .with("log", base::Count(log.number)));
}

// Adds entries to the tiles of one log.
class TileWriter {
 public:
  TileWriter(WritableFolder& folder, const std::string& log_path) : folder_(folder), log_path_(log_path) {}

  // Takes up the tiles at the edge of a log of `size` entries, whose last bundle is then added again.
  base::Status resume(const LogFolder& log, std::uint64_t size) {
    size_ = size - size % tile_width;
    for (const Tile& tile : edge_tiles(size_)) {
      ASSIGN_OR_RETURN(row(tile.level).hashes, log.tile(tile));
    }
    return {};
  }

  std::uint64_t size() const { return size_; }

  base::Status add(std::string entry) {
    RETURN_IF_ERROR(add_hash(0, leaf_hash(entry)));
    entries_.push_back(std::move(entry));
    ++size_;
    if (entries_.size() == tile_width) RETURN_IF_ERROR(write_bundle());
    return {};
  }

  Hash root() const {
    std::vector<std::vector<Hash>> edge;
    for (const Row& r : rows_) edge.push_back(r.hashes);
    return root_of_edge(size_, edge);
  }

  // Writes the tiles at the edge that have grown.
  base::Status finish() {
    if (!entries_.empty()) RETURN_IF_ERROR(write_bundle());
    for (unsigned level = 0; level < rows_.size(); ++level) {
      if (rows_[level].has_grown && !rows_[level].hashes.empty()) RETURN_IF_ERROR(write_tile(level));
    }
    return {};
  }

  // The folders of partial tiles that complete ones have replaced.
  const std::vector<std::string>& partial_folders() const { return partial_folders_; }

 private:
  // The hashes of the last tile of a level.
  struct Row {
    std::vector<Hash> hashes;
    std::uint64_t index = 0;  // of the tile
    bool has_grown = false;
  };

  Row& row(unsigned level) {
    while (rows_.size() <= level) {
      const unsigned made = static_cast<unsigned>(rows_.size());
      rows_.push_back({{}, (size_ >> (8 * made)) / tile_width, false});
    }
    return rows_[level];
  }

  base::Status add_hash(unsigned level, const Hash& hash) {
    row(level).hashes.push_back(hash);
    row(level).has_grown = true;
    if (row(level).hashes.size() < tile_width) return {};
    RETURN_IF_ERROR(write_tile(level));
    RETURN_IF_ERROR(add_hash(level + 1, root_of(row(level).hashes)));
    rows_[level] = {{}, rows_[level].index + 1, false};
    return {};
  }

  base::Status write_tile(unsigned level) {
    const Row& r = rows_[level];
    return write(Tile{level, r.index, static_cast<unsigned>(r.hashes.size())}, tile_bytes(r.hashes));
  }

  base::Status write_bundle() {
    const std::uint64_t index = (size_ - 1) / tile_width;
    RETURN_IF_ERROR(write(Bundle{index, static_cast<unsigned>(entries_.size())}, bundle_bytes(entries_)));
    entries_.clear();
    return {};
  }

  template <typename Place>
  base::Status write(const Place& place, std::string_view bytes) {
    if (place.width == tile_width) partial_folders_.push_back(log_path_ + place.path() + ".p");
    return folder_.write(log_path_ + place.path(), bytes);
  }

  WritableFolder& folder_;
  const std::string& log_path_;
  std::uint64_t size_ = 0;
  std::vector<std::string> entries_;  // of the last bundle
  std::vector<Row> rows_;             // by level
  std::vector<std::string> partial_folders_;
};

// Adds the entries up to `head`, and sees that the log goes on from `written`.
base::Status add_entries(TileWriter& tiles, LogNumber log, const TreeHead& written, const Frontier& head,
                         EntrySource& source) {
  if (tiles.size() == written.size && tiles.root() != written.root) return disagrees(log);
  while (tiles.size() < head.size()) {
    const std::uint64_t goal = tiles.size() < written.size ? written.size : head.size();
    const std::size_t limit = std::min<std::uint64_t>(goal - tiles.size(), tile_width);
    ASSIGN_OR_RETURN(auto entries, source.entries(log, tiles.size(), limit));
    if (entries.empty() || entries.size() > limit) return disagrees(log);
    for (std::string& entry : entries) RETURN_IF_ERROR(tiles.add(std::move(entry)));
    if (tiles.size() == written.size && tiles.root() != written.root) return disagrees(log);
  }
  return tiles.root() == head.root() ? base::Status() : disagrees(log);
}

}  // namespace

base::Result<std::optional<TreeHead>> FolderWriter::written_head(const LogFolder& log) const {
  const auto note = log.checkpoint();
  if (!note && note.error().code() == base::ErrorCode::not_found) return std::optional<TreeHead>();
  if (!note) return base::fail(note.error());
  ASSIGN_OR_RETURN(const TreeHead head, open_checkpoint(*note, verifier_, log.number()));
  return std::optional(head);
}

base::Result<std::size_t> FolderWriter::logs_written() const {
  const auto note = folder_.read(register_checkpoint_path);
  if (!note && note.error().code() == base::ErrorCode::not_found) return std::size_t{0};
  if (!note) return base::fail(note.error());
  ASSIGN_OR_RETURN(const RegisterCheckpoint checkpoint, open_register_checkpoint(*note, verifier_));
  return checkpoint.heads.size();
}

base::Result<std::uint64_t> FolderWriter::write_tiles(const LogFolder& log, const TreeHead& written,
                                                      const Frontier& head, EntrySource& entries) {
  if (written.size > head.size()) return disagrees(log.number());
  TileWriter tiles(folder_, log.path());
  RETURN_IF_ERROR(tiles.resume(log, written.size));
  RETURN_IF_ERROR(add_entries(tiles, log.number(), written, head, entries));
  RETURN_IF_ERROR(tiles.finish());
  partial_folders_.insert(partial_folders_.end(), tiles.partial_folders().begin(),
                          tiles.partial_folders().end());
  return head.size() - written.size;
}

base::Result<Exported> FolderWriter::write(const std::vector<Frontier>& heads, EntrySource& entries,
                                           base::Instant now) {
  ASSIGN_OR_RETURN(const std::size_t logs_before, logs_written());
  if (logs_before > heads.size()) return disagrees(LogNumber{static_cast<std::uint32_t>(heads.size())});
  Exported exported;
  RegisterCheckpoint checkpoint{now, {}};
  std::vector<LogNumber> grown;
  for (const Frontier& head : heads) {
    const LogFolder log(folder_, LogNumber{static_cast<std::uint32_t>(checkpoint.heads.size())});
    checkpoint.heads.push_back({head.size(), head.root()});
    ASSIGN_OR_RETURN(const auto written, written_head(log));
    if (written == checkpoint.heads.back()) continue;
    ASSIGN_OR_RETURN(const auto added,
                     write_tiles(log, written.value_or(TreeHead{0, empty_root()}), head, entries));
    exported.entries += added;
    grown.push_back(log.number());
  }
  RETURN_IF_ERROR(folder_.sync());  // the tiles first: a checkpoint must never be ahead of its files
  for (LogNumber log : grown) {
    const std::string note = sign_checkpoint(ledger_, log, checkpoint.heads[log.number], key_);
    RETURN_IF_ERROR(folder_.write(log_path(log) + "checkpoint", note));
  }
  RETURN_IF_ERROR(folder_.sync());
  RETURN_IF_ERROR(
      folder_.write(register_checkpoint_path, sign_register_checkpoint(ledger_, checkpoint, key_)));
  RETURN_IF_ERROR(folder_.sync());
  RETURN_IF_ERROR(remove_partial_tiles());
  exported.logs = grown.size();
  return exported;
}

base::Status FolderWriter::remove_partial_tiles() {
  for (const std::string& path : partial_folders_) RETURN_IF_ERROR(folder_.remove_folder(path));
  partial_folders_.clear();
  return {};
}

}  // namespace daicho::ledger
