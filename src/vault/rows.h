// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/local_date.h"
#include "base/term.h"
#include "store/store.h"

// Where the vault's rows stand in a bucket. spec/sealed-record.md describes every key byte for byte.
namespace daicho::vault {

// A record type in four bytes: the first of the FNV-1a hash of its Term. Only a way to scan one type without
// the others; the row itself names its type.
struct RecordTypeCode {
  std::array<char, 4> bytes{};
  static RecordTypeCode of(const base::Term& record_type);
};

// The row that says how a person stands: consents, stops, events, holds.
store::Key subject_row(const base::SubjectId& subject);
// The row that holds the person's wrapped key. Without it nothing of the person can be read.
store::Key keyring_row(const base::SubjectId& subject);

// The current revision of a record.
store::Key record_row(const base::SubjectId& subject, const base::Term& record_type,
                      const base::RecordId& record);
// The prefix of all current records of a person, and of those of one type.
std::string record_prefix(const base::SubjectId& subject);
std::string record_prefix(const base::SubjectId& subject, const base::Term& record_type);
// A revision that a correction replaced.
store::Key history_row(const base::SubjectId& subject, const base::RecordId& record, std::uint32_t revision);
std::string history_prefix(const base::SubjectId& subject);
std::string history_prefix(const base::SubjectId& subject, const base::RecordId& record);

// What becomes due on `day`: one row per record that has a day of erasure.
store::Key due_row(base::LocalDate day, const base::SubjectId& subject, const base::Term& record_type,
                   const base::RecordId& record);
// The parts of a due row's key bytes.
struct Due {
  base::LocalDate day;
  base::SubjectId subject;
  store::Key record;
};
std::optional<Due> read_due_row(std::string_view key_bytes);

// One sealed chunk of an attachment.
store::Key attachment_row(const base::SubjectId& subject, const base::AttachmentId& attachment,
                          std::uint32_t chunk);
std::string attachment_prefix(const base::SubjectId& subject);
std::string attachment_prefix(const base::SubjectId& subject, const base::AttachmentId& attachment);

// The erasure of a person that is under way or done: what physical removal still has to do, then the
// certificate.
store::Key erasure_row(const base::SubjectId& subject);
std::string erasure_prefix();

}  // namespace daicho::vault
