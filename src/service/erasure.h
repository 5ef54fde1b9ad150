// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/public_record.h"
#include "base/result.h"
#include "base/term.h"
#include "service/operation.h"
#include "store/store.h"
#include "vault/subject.h"

namespace daicho::service {

// How far the erasure of a person has come. Numbers are written to disk.
enum class ErasureState : std::uint8_t {
  pending = 1,    // the key is shredded; rows that nobody can read any more are still to be removed
  removed = 2,    // no row is left; their bytes may still stand in files of the store
  certified = 3,  // looked for everywhere after the bytes were gone, and nothing was found
};
base::Literal public_name(ErasureState state);

// The erasure of one person: at whose request, what was removed, and what a search found afterwards. It is
// kept for ever and says nothing of who the person was.
struct Erasure {
  base::CallerId caller;
  base::RequestId request;
  base::PublicDigest policy;  // in force when the person was erased
  base::Instant erased;
  std::uint64_t erased_from = 0;  // the entry erase_subject stands at this place of the log, or later
  ErasureState state = ErasureState::pending;
  std::vector<store::IndexEntry> aliases;  // looked for once more by the removal, then forgotten
  std::uint64_t records_removed = 0;       // current ones and replaced revisions
  std::uint64_t index_entries_removed = 0;
  std::uint64_t rows_found = 0;     // by the last search
  std::vector<base::Term> methods;  // of the retention classes the records were in
  std::optional<base::Instant> removed;
  std::optional<base::Instant> purged;
  std::optional<base::Instant> certified;
  std::uint64_t certified_from = 0;  // as erased_from, of the entry certify
};

// The bytes of vault::erasure_row, and back; `corrupt` when they are not of that form.
std::string encode(const Erasure& erasure);
base::Result<Erasure> decode_erasure(std::string_view bytes);

// What the removal still has to do in a bucket, so that it need not look through what is done:
// one row for each person whose erasure is not certified,
store::Key removal_row(const base::SubjectId& subject);
std::string removal_prefix();
std::optional<base::SubjectId> read_removal_row(const store::Key& key);
// and one row when something was deleted whose bytes are still to go. Its value is a PurgeRequest.
store::Key purge_row();

// At whose request bytes are to go, and since when.
struct PurgeRequest {
  base::CallerId caller;
  base::RequestId request;
  base::Instant since;
};
std::string encode(const PurgeRequest& request);
base::Result<PurgeRequest> decode_purge_request(std::string_view bytes);

// Adds to the commit that the bytes of what it deletes are to go.
void ask_for_purge(const Occasion& occasion, store::Commit& commit);

// Written with every record that a person gets, so that whoever erases a person, on the condition that
// nothing came, is told when something did. Adds the writing to the commit.
store::Key arrival_row(const base::SubjectId& subject);
void note_arrival(const base::SubjectId& subject, store::Commit& commit);
// Adds the condition that nothing came since `snapshot`.
base::Status expect_no_arrival(const base::SubjectId& subject, const store::Snapshot& snapshot,
                               store::Commit& commit);

// Adds to the commit what makes a person unreadable at once, however much is held: the key goes, the aliases
// lead nowhere, a tombstone takes the person's place, and the removal is told. `ledger_size` is the size of
// the bucket's ledger as of the snapshot. The caller adds the conditions and the ledger entry erase_subject.
void erase_person(const Occasion& occasion, const base::SubjectId& subject, const vault::Subject& state,
                  std::uint64_t ledger_size, store::Commit& commit);

// Takes from the person's state what was said of that record alone. True when there was something.
bool forget_record(vault::Subject& state, const base::RecordId& record);

// Whether something the person said must outlive the records: a stop or a consent that stands.
bool must_be_remembered(const vault::Subject& state, base::Instant now);
// What then stays: consents, stops and the aliases by which they are found again.
vault::Subject remembered(const vault::Subject& state);

}  // namespace daicho::service
