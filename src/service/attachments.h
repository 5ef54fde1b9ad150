// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/personal.h"
#include "base/result.h"
#include "crypto/stream.h"
#include "service/attachment_rows.h"
#include "service/ledger_place.h"
#include "service/register.h"
#include "vault/sealer.h"

// Files of persons: recordings, identity papers, images. They go in and out chunk by chunk, so that none is
// ever whole in memory.
//
// A stream has no decision of its own. It goes on from an entry of the ledger (`attach`, `open_attachment`)
// that the straight line wrote when it permitted this caller this file, and it opens only while everything
// that the decision rested on stands as it stood: the policy, the caller, the person. So there is no way to a
// file beside the line, and none without a durable entry before it.
namespace daicho::service {

inline constexpr std::size_t attachment_chunk_bytes = 256 * 1024;         // of every chunk but the last
inline constexpr std::uint64_t attachment_bytes_max = 100 * 1024 * 1024;  // of a whole file
inline constexpr std::chrono::minutes attachment_entry_good_for{10};      // to begin a stream

// Takes in the file that an entry `attach` permitted. It is seen by nobody until finish() has committed it
// whole. Blocks while it writes: for a worker thread, one at a time.
class AttachmentWriter {
 public:
  // `unauthenticated`; `not_found` when the entry is not one of this caller that permits a file to come in;
  // `conflict` when what it rested on has changed or the time is over. `reg` must outlive the writer.
  static base::Result<AttachmentWriter> open(const Register& reg, std::string_view api_key,
                                             const LedgerPlace& entry);

  // The next chunk: of attachment_chunk_bytes, and only the last of fewer. `invalid_value` when it is not;
  // `too_large` when the file is; `conflict` when the person was erased meanwhile. It is told of a chunk with
  // the next call at the latest; after an error the writer takes nothing more.
  base::Status write(base::Personal<std::string> chunk);
  // Adds the file to its record. Returns the place of the entry that says so.
  base::Result<LedgerPlace> finish();
  // Drops what came in. Without it that happens when its time is over (service/removal.h).
  base::Status abandon();

 private:
  AttachmentWriter(const Register& reg, store::Key row, base::AttachmentId attachment, Upload upload,
                   vault::SubjectKey key, crypto::StreamSealer stream)
      : reg_(&reg),
        row_(std::move(row)),
        attachment_(attachment),
        upload_(std::move(upload)),
        key_(std::move(key)),
        stream_(std::move(stream)) {}
  base::Status seal(const base::Personal<std::string>& chunk, crypto::ChunkPlace place);
  base::Status flush();
  base::Status add_to_record(store::Commit& commit);
  void add_conditions(store::Commit& commit) const;
  base::Result<store::Committed> commit(store::Commit commit) const;

  const Register* reg_;
  store::Key row_;  // of the upload
  std::uint64_t row_version_ = 0;
  std::uint64_t key_version_ = 0;  // of the row of the person's key: it goes when the person is erased
  base::AttachmentId attachment_;
  Upload upload_;
  vault::SubjectKey key_;
  crypto::StreamSealer stream_;
  std::optional<base::Personal<std::string>>
      held_back_;                           // the last chunk so far, for only the end knows the last
  std::vector<store::Commit::Put> sealed_;  // waiting for their commit
  bool failed_ = false;
};

// Gives out the file that an entry `open_attachment` permitted. Its chunks leave through AnswerWriter alone.
// Blocks while it reads: for a worker thread, one at a time.
class AttachmentReader {
 public:
  // As AttachmentWriter::open.
  static base::Result<AttachmentReader> open(const Register& reg, std::string_view api_key,
                                             const LedgerPlace& entry);

  std::uint64_t size_bytes() const { return head_.size_bytes; }
  // The next chunk; nothing after the last. `conflict` when the person's state has changed since the
  // decision: a stop or an erasure ends the stream; `corrupt` when the chunk is not the one that was sealed
  // there.
  base::Result<std::optional<base::Personal<std::string>>> next();

 private:
  AttachmentReader(const Register& reg, base::SubjectId subject, base::AttachmentId attachment,
                   AttachmentHead head, std::uint64_t subject_version)
      : reg_(&reg),
        subject_(subject),
        attachment_(attachment),
        head_(std::move(head)),
        subject_version_(subject_version) {}

  const Register* reg_;
  base::SubjectId subject_;
  base::AttachmentId attachment_;
  AttachmentHead head_;
  std::uint64_t subject_version_;
  std::uint32_t next_ = 0;
};

}  // namespace daicho::service
