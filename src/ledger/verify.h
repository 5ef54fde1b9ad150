// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/folder.h"
#include "ledger/note.h"
#include "ledger/register_checkpoint.h"

// Whether an exported ledger is what was signed, and where it is not. Needs the files and the public key.
namespace daicho::ledger {

// What is wrong with a place of a ledger folder.
enum class Defect : std::uint8_t {
  file_missing = 1,
  file_not_readable = 2,
  file_malformed = 3,    // too short, too long, or cut inside an entry
  not_signed = 4,        // a checkpoint without a good signature by the ledger's key
  tile_changed = 5,      // a tile is not what stands below or above it
  entry_changed = 6,     // this entry, and perhaps later ones of its bundle, is not what was logged
  log_rewritten = 7,     // files fit each other but not the signed head
  log_cut_off = 8,       // the log is shorter than the register checkpoint says
  register_differs = 9,  // the register checkpoint names another tree
  log_set_back = 10,     // the log is shorter than an earlier checkpoint said
  history_changed = 11,  // an earlier checkpoint is not of the beginning of this log
};
base::Literal public_name(Defect defect);

// One wrong place.
struct Finding {
  Defect defect;
  std::optional<LogNumber> log;
  std::string file;                    // within the folder
  std::optional<std::uint64_t> entry;  // the first entry concerned

  // `entry_changed log/0003/tile/entries/001 entry 259`.
  std::string text() const;
  friend bool operator==(const Finding&, const Finding&) = default;
};

// What was looked at, and what was found.
struct Verification {
  // No more findings than this are kept for one log.
  static constexpr std::size_t findings_per_log_max = 100;

  std::uint64_t logs = 0;
  std::uint64_t entries = 0;
  std::uint64_t entry_bytes = 0;
  std::optional<RegisterCheckpoint> checkpoint;  // when its signature is good
  std::vector<Finding> findings;                 // by log, then in the order of the files

  bool is_intact() const { return findings.empty(); }
};

struct VerifyProgress {
  std::uint64_t entries_done = 0;
  std::uint64_t entries_total = 0;
};

struct VerifyOptions {
  unsigned threads = 1;
  // An earlier register checkpoint, kept by whoever verifies: every log must go on from where it was then.
  const RegisterCheckpoint* previous = nullptr;
  // Called now and then, by one thread at a time.
  std::function<void(const VerifyProgress&)> progress = nullptr;
};

// Reads every file of every log. `verifier` is the ledger's key.
Verification verify_folder(const Folder& folder, const Verifier& verifier, const VerifyOptions& options);

}  // namespace daicho::ledger
