// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "crypto/sign.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace daicho::ledger {

// The heads of all logs of a ledger at one time, signed as one note: a log that is dropped, cut off or set
// back is missed (spec/ledger.md §6).
struct RegisterCheckpoint {
  base::Instant at;             // when it was signed
  std::vector<TreeHead> heads;  // of log 0, 1, 2 …; at most 65536
  friend bool operator==(const RegisterCheckpoint&, const RegisterCheckpoint&) = default;
};

// The note's body: the ledger's name, the time, the number of logs, then `0a1f SIZE ROOT` for each log.
std::string register_checkpoint_body(const KeyName& ledger, const RegisterCheckpoint& checkpoint);
// `corrupt` when it is not such a body of `ledger`.
base::Result<RegisterCheckpoint> parse_register_checkpoint_body(const KeyName& ledger, std::string_view body);

std::string sign_register_checkpoint(const KeyName& ledger, const RegisterCheckpoint& checkpoint,
                                     const crypto::SigningKey& key);
// `corrupt`, `verification_failed`.
base::Result<RegisterCheckpoint> open_register_checkpoint(std::string_view note, const Verifier& verifier);

}  // namespace daicho::ledger
