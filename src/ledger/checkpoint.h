// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/sign.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace daicho::ledger {

// The head of one log as a signed note states it (C2SP tlog-checkpoint).
struct Checkpoint {
  KeyName origin;  // the log's name; its signature stands under the same name
  TreeHead head;
  std::vector<std::string> extensions = {};  // further lines; we write none
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The number of a log: the bucket's number (0 … 65535).
struct LogNumber {
  std::uint32_t number = 0;
  // Four hexadecimal digits.
  std::string text() const;
  friend auto operator<=>(LogNumber, LogNumber) = default;
};

// The name of a log of the ledger `ledger`: `LEDGER/log/0a1f`.
KeyName log_origin(const KeyName& ledger, LogNumber log);
// Which log of `ledger` has this origin, or nothing.
std::optional<LogNumber> log_of_origin(const KeyName& ledger, const KeyName& origin);

// The note's body: origin, size, root in Base64, extensions; a line each.
std::string checkpoint_body(const Checkpoint& checkpoint);
// `corrupt` when it is not such a body.
base::Result<Checkpoint> parse_checkpoint_body(std::string_view body);

// The signed checkpoint of a log of `ledger`.
std::string sign_checkpoint(const KeyName& ledger, LogNumber log, const TreeHead& head,
                            const crypto::SigningKey& key);
// The head in a signed checkpoint, when it is that of `log` and signed by the ledger's key. `verifier` is the
// ledger's. `corrupt`, `verification_failed`.
base::Result<TreeHead> open_checkpoint(std::string_view note, const Verifier& verifier, LogNumber log);

}  // namespace daicho::ledger
