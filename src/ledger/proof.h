// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/checkpoint.h"
#include "ledger/folder.h"
#include "ledger/merkle.h"
#include "ledger/note.h"
#include "ledger/register_checkpoint.h"

// The proof that one entry is in the ledger, in one file that is checked without a server: C2SP tlog-proof,
// the entry itself in its `extra` line (spec/ledger.md §7).
namespace daicho::ledger {

struct EntryProof {
  std::string entry;        // the bytes as logged
  std::uint64_t index = 0;  // its place in the log
  Proof path;
  std::string checkpoint;  // the signed note of the log
  friend bool operator==(const EntryProof&, const EntryProof&) = default;
};

// The text of the file.
std::string proof_text(const EntryProof& proof);
// Reads such a text strictly; proves nothing yet. `corrupt`.
base::Result<EntryProof> parse_proof(std::string_view text);

// The proof of an entry out of an exported ledger. `not_found` when the log has not so many entries.
// `corrupt` when the files do not prove it: verify the folder then.
base::Result<EntryProof> make_proof(const Folder& folder, const Verifier& verifier, LogNumber log,
                                    std::uint64_t index);

// What a proof has proven.
struct ProvenEntry {
  LogNumber log;
  std::uint64_t index = 0;
  std::string entry;  // decode() reads it
  TreeHead head;      // of the log that it is in
};

// What the text proves by the ledger's key. `corrupt` when it is no proof, `verification_failed` when it
// proves nothing.
base::Result<ProvenEntry> check_proof(std::string_view text, const Verifier& verifier);

// Whether the log that the entry was proven in is the one that `checkpoint` lists: that head itself, or one
// that `consistency` shows to go on from it. `verification_failed` when not.
base::Status check_listed(const ProvenEntry& proven, const RegisterCheckpoint& checkpoint,
                          const Proof& consistency = {});

}  // namespace daicho::ledger
