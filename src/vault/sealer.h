// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/personal.h"
#include "base/result.h"
#include "base/term.h"
#include "crypto/seal.h"
#include "crypto/stream.h"
#include "vault/key_book.h"

namespace daicho::vault {

// The opened key of one person, for the length of a request. It is never kept: an erasure would not reach it.
class SubjectKey {
 public:
  explicit SubjectKey(const crypto::Secret& key) : aead_(key) {}

 private:
  friend class Sealer;
  crypto::AeadKey aead_;
};

// Where a sealed value stands. Sealed bytes open only there.
struct SealedPlace {
  const base::SubjectId& subject;
  const base::RecordId& record;
  std::uint32_t revision;
  std::string_view record_type;  // the Term's text, or the name of a place beside records
  std::string_view item;
};

// Seals and opens personal values under the key of their person. One of the two doors of Personal.
// Thread-safe.
class Sealer {
 public:
  // Both must outlive the Sealer.
  Sealer(const KeyBook& keys, base::Randomness& randomness) : keys_(keys), randomness_(randomness) {}

  // A fresh key for a person, and the form of it that is stored.
  struct NewKey {
    SubjectKey key;
    std::string wrapped;
  };
  NewKey make_key(const base::SubjectId& subject) const;
  // Opens a stored key. `corrupt`, or `key_unavailable` when its key-encryption key is not in the book.
  base::Result<SubjectKey> open_key(const base::SubjectId& subject, std::string_view wrapped) const;

  // The same key wrapped anew under the current key-encryption key. Errors as of open_key.
  base::Result<std::string> rewrap(const base::SubjectId& subject, std::string_view wrapped) const;
  // Whether a stored key is wrapped under the current key-encryption key; `corrupt` when it is no wrapped key.
  base::Result<bool> is_current(std::string_view wrapped) const;

  std::string seal(const SubjectKey& key, const SealedPlace& place,
                   const base::Personal<std::string>& value) const;
  // The value, still Personal; `corrupt` when the bytes were not sealed at this place.
  base::Result<base::Personal<std::string>> open(const SubjectKey& key, const SealedPlace& place,
                                                 std::string_view sealed) const;

  // A file of a person, chunk by chunk, under a key of its own (spec/sealed-record.md §3). `wrapped` is the
  // stored form of the person's key; errors as of open_key.
  base::Result<crypto::StreamSealer> seal_file(const base::SubjectId& subject, std::string_view wrapped,
                                               const base::AttachmentId& attachment) const;
  base::Result<crypto::StreamOpener> open_file(const base::SubjectId& subject, std::string_view wrapped,
                                               const base::AttachmentId& attachment,
                                               std::string_view header) const;
  static std::string seal_chunk(crypto::StreamSealer& file, const base::Personal<std::string>& chunk,
                                crypto::ChunkPlace place);
  // Chunk `number` of the file, still Personal; `corrupt` when it is not that chunk, or not in that place.
  static base::Result<base::Personal<std::string>> open_chunk(const crypto::StreamOpener& file,
                                                              std::uint32_t number, crypto::ChunkPlace place,
                                                              std::string_view sealed);

 private:
  base::Result<crypto::Secret> unwrap(const base::SubjectId& subject, std::string_view wrapped) const;
  std::string file_belongs_to(const base::SubjectId& subject, const base::AttachmentId& attachment) const;
  std::string associated_data(const SealedPlace& place) const;
  const KeyBook& keys_;
  base::Randomness& randomness_;
};

}  // namespace daicho::vault
