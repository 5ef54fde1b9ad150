// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/local_date.h"
#include "base/result.h"
#include "base/term.h"
#include "store/store.h"

// How files stand in the store. A file is an item of a record, and the item's value is the file's id; its
// head says the rest. Its chunks are sealed one by one (spec/sealed-record.md §3) and stand under their
// numbers.
namespace daicho::service {

// What is known of a file that is whole.
struct AttachmentHead {
  base::RecordId record;
  base::Term item;
  std::uint64_t size_bytes = 0;
  std::uint32_t chunks = 0;
  std::string stream_header;  // what opening needs beside the key
};
store::Key attachment_head_row(const base::SubjectId& subject, const base::AttachmentId& attachment);
std::string encode(const AttachmentHead& head);
base::Result<AttachmentHead> decode_attachment_head(std::string_view bytes);

// A file that is coming in: what it was permitted for, under which state of everything, and how far it has
// come.
struct Upload {
  base::CallerId caller;
  base::RequestId request;
  base::SubjectId subject;
  base::RecordId record;
  base::Term record_type;
  base::Term item;
  std::uint64_t office_version = 0;
  std::uint64_t subject_version = 0;  // of the person's row
  std::uint64_t record_version = 0;   // of the record's row
  std::uint64_t size_bytes = 0;
  std::uint32_t chunks = 0;
};
// Uploads stand under the day on which they began, so that those never finished are found.
store::Key upload_row(base::LocalDate day, const base::AttachmentId& attachment);
std::string upload_prefix();
struct UploadName {
  base::LocalDate day;
  base::AttachmentId attachment;
};
std::optional<UploadName> read_upload_row(const store::Key& key);
std::string encode(const Upload& upload);
base::Result<Upload> decode_upload(std::string_view bytes);

}  // namespace daicho::service
