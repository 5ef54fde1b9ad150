// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/folder_writer.h"
#include "ledger/merkle.h"
#include "ledger/note.h"
#include "service/ledger_place.h"
#include "store/store.h"
#include "vault/key_book.h"

namespace daicho::service {

// The register's ledger as others see it: signed heads, tiles, proofs and exports of what the store holds.
// One log per bucket, the office's last. Thread-safe.
class LedgerBook {
 public:
  // Both must outlive the book. Heads are signed under the name `daicho/` and the operator's id.
  LedgerBook(const store::Store& store, const vault::KeyBook& keys);

  // What an auditor needs to verify: the public key and its name (C2SP signed-note).
  ledger::Verifier verifier() const { return {name_, keys_.signing_key().verify_key()}; }

  // The signed heads of all logs as of `now`, and the signed head of one log.
  base::Result<std::string> register_checkpoint(base::Instant now) const;
  base::Result<std::string> checkpoint(ledger::LogNumber log) const;

  // The bytes of a file of a log by its path in C2SP tlog-tiles; `not_found` when the log has not grown so
  // far.
  base::Result<std::string> tile(ledger::LogNumber log, std::string_view path) const;

  // One file that proves an entry to be in the ledger, to whoever has the public key (C2SP tlog-proof).
  base::Result<std::string> prove(const LedgerPlace& place) const;

  // How many entries the ledger has, in all logs.
  base::Result<std::uint64_t> entry_count() const;

  // Brings an exported folder up to date; it never shrinks.
  base::Result<ledger::Exported> export_to(ledger::WritableFolder& folder, base::Instant now) const;

  // The entries of a log from `from` on, decoded, at most `limit`.
  struct Numbered {
    std::uint64_t sequence;
    ledger::Entry entry;
  };
  base::Result<std::vector<Numbered>> entries(ledger::LogNumber log, std::uint64_t from,
                                              std::size_t limit) const;

 private:
  base::Result<std::vector<ledger::Frontier>> heads() const;
  base::Result<ledger::Frontier> head(ledger::LogNumber log) const;

  const store::Store& store_;
  const vault::KeyBook& keys_;
  ledger::KeyName name_;
};

}  // namespace daicho::service
