// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "crypto/sign.h"
#include "ledger/checkpoint.h"
#include "ledger/folder.h"
#include "ledger/log_folder.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace daicho::ledger {

// Where the entries to be exported come from, e.g. a store.
class EntrySource {
 public:
  virtual ~EntrySource() = default;
  // Entries of `log` from number `from` on, in order: at least one, at most `limit`.
  virtual base::Result<std::vector<std::string>> entries(LogNumber log, std::uint64_t from,
                                                         std::size_t limit) = 0;
};

// What an export added.
struct Exported {
  std::uint64_t entries = 0;
  std::uint64_t logs = 0;  // that grew
};

// Writes a ledger to a folder, and later what was added since. It never shrinks a log, and signs nothing that
// does not go on from what the folder already holds. A reader of the folder finds whole files and good
// checkpoints at every moment; so does the next export after a crash. One thread, and one writer to a folder.
class FolderWriter {
 public:
  // All must outlive the writer.
  FolderWriter(WritableFolder& folder, const KeyName& ledger, const crypto::SigningKey& key)
      : folder_(folder), ledger_(ledger), key_(key), verifier_{ledger, key.verify_key()} {}

  // Brings the folder to `heads`, of log 0, 1, 2 … as the store has them. `verification_failed` when the
  // folder has more than the store, or other entries; then no checkpoint is changed.
  base::Result<Exported> write(const std::vector<Frontier>& heads, EntrySource& entries, base::Instant now);

 private:
  // The head that the folder has of a log, if any.
  base::Result<std::optional<TreeHead>> written_head(const LogFolder& log) const;
  // How many logs the folder's register checkpoint lists.
  base::Result<std::size_t> logs_written() const;
  // Writes the files of one log up to `head`, but not its checkpoint. How many entries were added.
  base::Result<std::uint64_t> write_tiles(const LogFolder& log, const TreeHead& written, const Frontier& head,
                                          EntrySource& entries);
  // Takes away what is no longer needed next to complete tiles.
  base::Status remove_partial_tiles();

  WritableFolder& folder_;
  const KeyName& ledger_;
  const crypto::SigningKey& key_;
  Verifier verifier_;
  std::vector<std::string> partial_folders_;
};

}  // namespace daicho::ledger
