// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "crypto/passphrase.h"
#include "crypto/secret.h"
#include "service/register.h"
#include "store/store.h"

// The change of keys: a new version of the key-encryption key, under which all persons' keys are then wrapped
// anew, and another passphrase (spec/sealed-record.md §10).
namespace daicho::service {

// Makes the next version of the key-encryption key and returns its number. For a store that nobody serves:
// the root needs the passphrase. `wrong_passphrase`, `not_found` and the store's errors.
base::Result<std::uint32_t> rotate_key(store::Store& store, const crypto::SecretBytes& passphrase,
                                       base::Instant now, base::Randomness& randomness);

// Seals the register's keys under another passphrase. From then on the old one opens nothing; what it opened
// stands in the store's files until they are purged, which this asks for first. Errors as above.
base::Status change_passphrase(store::Store& store, const crypto::SecretBytes& passphrase,
                               const crypto::SecretBytes& next, const crypto::PassphraseCost& cost,
                               base::Instant now, base::Randomness& randomness);

// What one step of the re-wrapping did, and how far it has come.
struct RewrapProgress {
  std::uint64_t keys_rewrapped = 0;
  std::uint64_t keys_unreadable = 0;     // they stay as they are, and so does the version they are under
  std::uint64_t versions_destroyed = 0;  // of the key-encryption key, at the end
  std::uint32_t buckets_done = 0;
  std::uint32_t bucket_count = 0;
  bool more = false;  // there is more to do at once
};

// Wraps the persons' keys of older versions under the current one, bucket by bucket, and looks through all of
// them once more; when none is left under an old version, destroys the old versions and asks for a purge.
//
// Each key is put on the condition that its row is as it was read, so an erasure that comes between wins and
// an erased key never comes back. It needs no state of its own: what is done shows in the rows, and while
// there is more than one version there is something to do. One thread at a time, that of the Removal.
class Rewrap {
 public:
  // `reg` must outlive the Rewrap.
  explicit Rewrap(const Register& reg) : reg_(reg), done_(!reg.keys.has_old_versions()) {}

  // Looks through about `limit` keys. Blocks while it writes. Errors are the store's; what was done until
  // then stays done.
  base::Result<RewrapProgress> step(std::size_t limit);
  bool is_done() const { return done_; }

 private:
  base::Status rewrap_some(std::size_t limit, RewrapProgress& progress);
  base::Status destroy_old_versions(RewrapProgress& progress);

  const Register& reg_;
  bool done_;
  std::uint32_t bucket_ = 0;
  std::string after_key_;
  std::uint64_t found_in_this_pass_ = 0;       // under an old version: re-wrapped, or changed by another
  std::uint64_t unreadable_in_this_pass_ = 0;  // under an old version, and not opened by it
};

}  // namespace daicho::service
