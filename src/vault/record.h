// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/local_date.h"
#include "base/public_record.h"
#include "base/result.h"
#include "base/term.h"
#include "store/store.h"

namespace daicho::vault {

// One item of a record: its name in the policy, and its value sealed under the person's key.
struct SealedItem {
  base::Term item;
  std::string sealed;
};

// One record of a person: what it holds, how and for what it came in, and until when it stays.
struct Record {
  base::Term type;
  std::uint32_t revision = 1;        // grows with each correction
  base::Instant acquired;            // of the first revision
  base::Instant revised;             // of this revision
  base::Term channel;                // the way it came in
  std::vector<base::Term> purposes;  // what it was acquired for
  base::PublicDigest policy;         // the policy version under which it was acquired
  std::vector<SealedItem> items;
  std::string sealed_source;             // whence it came, in words: sealed; may be empty
  std::vector<store::IndexEntry> index;  // what leads to it, so that erasure can take it away
  std::optional<base::LocalDate>
      due;  // the day from which it is to be erased; none while a trigger is awaited
  std::vector<base::AttachmentId> attachments;
  std::optional<base::Term> client = {};  // who entrusted it to us, where somebody did

  // The item of that name, or null.
  const SealedItem* find(const base::Term& item) const;
};

// The bytes of a record row (spec/sealed-record.md), and back; `corrupt` when they are not of that form.
std::string encode(const Record& record);
base::Result<Record> decode_record(std::string_view bytes);

// The RecordId at the end of a current record's key.
base::RecordId record_id_of(const store::Key& record_row);

}  // namespace daicho::vault
