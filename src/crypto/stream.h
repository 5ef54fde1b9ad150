// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "crypto/secret.h"

namespace daicho::crypto {

// Whether a chunk is the last of its file. A file has exactly one last chunk, so a cut-off file is noticed.
enum class ChunkPlace : std::uint8_t { middle = 0, last = 1 };

// Seals one file chunk by chunk, so that it can be longer than memory (spec/sealed-record.md): AES-256-GCM
// under a key of this file alone, derived from the subject's key and a random salt; the nonce is the chunk's
// number and place (the STREAM construction). One thread at a time.
class StreamSealer {
 public:
  // Sealed chunks are this much longer than their plaintext.
  static constexpr std::size_t chunk_overhead_bytes = 16;

  StreamSealer(const Secret& key, AssociatedData belongs_to, base::Randomness& randomness);
  StreamSealer(StreamSealer&&) noexcept;
  StreamSealer& operator=(StreamSealer&&) noexcept;
  ~StreamSealer();

  // What StreamOpener needs besides the key: 33 bytes, not secret. Store it with the file.
  const std::string& header() const { return header_; }

  // Seals the next chunk. Nothing may be sealed after the last; at most 2^32 chunks.
  std::string seal(std::string_view plaintext, ChunkPlace place);
  // The number of the next chunk, from 0.
  std::uint64_t next_chunk() const { return next_chunk_; }

 private:
  std::string header_;
  std::unique_ptr<Gcm> gcm_;
  std::uint64_t next_chunk_ = 0;
  bool closed_ = false;
};

// Opens chunks of one file, in any order. Thread-safe.
class StreamOpener {
 public:
  // `corrupt` when the header is not one.
  static base::Result<StreamOpener> create(const Secret& key, AssociatedData belongs_to,
                                           std::string_view header);
  StreamOpener(StreamOpener&&) noexcept;
  StreamOpener& operator=(StreamOpener&&) noexcept;
  ~StreamOpener();

  // The plaintext of chunk `number`; `corrupt` when it is not that chunk, or not in that place. The caller
  // knows from the number of stored chunks which is the last, and a file that opens so is whole.
  base::Result<std::string> open(std::uint32_t number, ChunkPlace place, std::string_view sealed) const;

 private:
  explicit StreamOpener(std::unique_ptr<Gcm> gcm);
  std::unique_ptr<Gcm> gcm_;
};

}  // namespace daicho::crypto
