// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "crypto/mac.h"
#include "crypto/passphrase.h"
#include "crypto/secret.h"
#include "crypto/sign.h"
#include "crypto/wrap.h"
#include "store/store.h"

namespace daicho::vault {

// The register's keys, opened: root → key-encryption keys (by version) → subject keys, and beside them the
// keys of the blind indexes, of request ids and of the ledger's signatures. All but the root lie in the
// store, sealed under the root; the root is made from a passphrase and is never stored.
//
// Immutable once open; thread-safe. Its memory is zeroed when it goes.
class KeyBook {
 public:
  // What a store needs before it can hold anything: makes all keys and commits them, sealed, to the office
  // bucket. `file_exists` when the store has keys already.
  static base::Result<KeyBook> create(store::Store& store, const crypto::SecretBytes& passphrase,
                                      const crypto::PassphraseCost& cost, base::Randomness& randomness);
  // Opens the keys of a store. `wrong_passphrase`; `not_found` when the store has none yet.
  static base::Result<KeyBook> open(const store::Store& store, const crypto::SecretBytes& passphrase);

  // A new version of the key-encryption key, committed to the store; later subject keys are wrapped under it.
  // The KeyBook returned knows all versions. Old subject keys stay readable until they are re-wrapped.
  // `with` is committed in the same instant: a commit of the office bucket, e.g. with the ledger entry.
  static base::Result<KeyBook> rotate(store::Store& store, const crypto::SecretBytes& passphrase,
                                      base::Randomness& randomness, store::Commit with);

  // Seals all keys anew under the root that `next` opens, at `cost`, with a salt of its own. From this commit
  // on `passphrase` opens nothing; what it opened stands in the files of the store until the next purge.
  // The keys themselves stay the same. `with` as above.
  static base::Result<KeyBook> change_passphrase(store::Store& store, const crypto::SecretBytes& passphrase,
                                                 const crypto::SecretBytes& next,
                                                 const crypto::PassphraseCost& cost,
                                                 base::Randomness& randomness, store::Commit with);

  // Takes the sealed keys of all versions but the current one out of the store. What is still wrapped under
  // them can never be opened again: call it when nothing is. `with` as above; `conflict` when the keys were
  // changed since this book was opened.
  base::Status destroy_old_versions(store::Store& store, store::Commit with) const;
  bool has_old_versions() const { return versions_.size() > 1; }
  std::size_t version_count() const { return versions_.size(); }

  const base::OperatorId& operator_id() const { return operator_id_; }
  // The key-encryption key that new subject keys are wrapped under.
  const crypto::KeyEncryptionKey& current() const { return versions_.rbegin()->second; }
  // The version that wrapped a stored key; `key_unavailable` when it is not in the book.
  base::Result<const crypto::KeyEncryptionKey*> version(crypto::KeyVersion version) const;

  // For the keyed digests of blind indexes, and for those of requests and API keys.
  const crypto::MacKey& index_key() const { return *index_key_; }
  const crypto::MacKey& request_key() const { return *request_key_; }
  // For checkpoints of the ledger.
  const crypto::SigningKey& signing_key() const { return *signing_key_; }

 private:
  explicit KeyBook(base::OperatorId operator_id) : operator_id_(operator_id) {}
  base::Status load(const store::Snapshot& snapshot, const crypto::Secret& root);

  base::OperatorId operator_id_;
  std::map<crypto::KeyVersion, crypto::KeyEncryptionKey> versions_;
  std::unique_ptr<crypto::MacKey> index_key_;
  std::unique_ptr<crypto::MacKey> request_key_;
  std::unique_ptr<crypto::SigningKey> signing_key_;
};

}  // namespace daicho::vault
