// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/public_record.h"
#include "base/result.h"

// What the domain needs of a store, and no more: a consistent snapshot of one bucket, and an atomic
// conditional commit within one bucket. docs/decisions/ says why nothing crosses buckets.
namespace daicho::store {

// One of the fixed parts into which the register is divided by subject. All that a request touches about one
// subject lives in one bucket. Bucket 0 … count-1 hold subjects; `office` is one bucket more.
struct Bucket {
  std::uint32_t number = 0;
  friend auto operator<=>(Bucket, Bucket) = default;
};

// The kinds of rows. Numbers are written to disk and never change.
enum class Space : std::uint8_t {
  subject = 1,     // the state of one person: consents, stops, events, holds
  record = 2,      // sealed records
  keyring = 3,     // wrapped subject keys; the only space whose deletes are chased through every file
  due = 4,         // what becomes due when, ordered by day
  attachment = 5,  // sealed chunks of files
  office = 6,      // policies, callers, settings: office bucket only
  work = 7,        // the state of resumable work: erasures to finish, runs, imports
};
base::Literal public_name(Space space);

// The name of a row: its space, and bytes whose order is the order of scans. 1 to 512 bytes.
struct Key {
  Space space = Space::subject;
  std::string bytes;
  friend auto operator<=>(const Key&, const Key&) = default;
};

// A row as read. The version grows with every write of the row, also over a delete; it is never 0.
struct Row {
  Key key;
  std::string value;
  std::uint64_t version = 0;
};

// What an index entry is about. Numbers are written to disk and never change; the vault names them.
struct IndexKind {
  std::uint16_t number = 0;
  friend auto operator<=>(IndexKind, IndexKind) = default;
};

// A keyed digest that leads to the rows of one person. It is found across buckets.
struct IndexEntry {
  IndexKind kind;
  base::KeyedDigest digest;
  std::string target;  // at most 64 bytes, e.g. a subject id and a record id
  friend auto operator<=>(const IndexEntry&, const IndexEntry&) = default;
};

// An index entry and the bucket that wrote it. A hit is only a hint: confirm it against a snapshot.
struct IndexHit {
  Bucket bucket;
  std::string target;
};

// The head of one bucket's ledger: how many entries, and the Merkle frontier over them (RFC 6962): the roots
// of the complete subtrees, largest first, 32 bytes each.
struct LedgerHead {
  std::uint64_t size = 0;
  std::string frontier;
};

// A view of one bucket as of one moment. Keep it for the length of a request. Not for use by two threads.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  virtual base::Result<std::optional<Row>> get(const Key& key) const = 0;
  // One answer per key, in the order asked.
  virtual base::Result<std::vector<std::optional<Row>>> multiget(const std::vector<Key>& keys) const = 0;
  // Rows of `space` whose key bytes start with `prefix` and are greater than `after`, in order, at most
  // `limit`.
  virtual base::Result<std::vector<Row>> scan(Space space, std::string_view prefix, std::string_view after,
                                              std::size_t limit) const = 0;
  // The ledger of this bucket as of the snapshot.
  virtual base::Result<LedgerHead> ledger_head() const = 0;
};

// A condition that must hold when the commit is applied.
struct Precondition {
  struct Absent {};
  struct Version {
    std::uint64_t number;
  };
  Key key;
  std::variant<Absent, Version> must_be;
};

// One atomic change of one bucket. A key stands at most once among puts and deletes. Ranges are deleted
// before rows are put, index entries deleted before index entries are put. limits.h says how large it may be;
// what is too large or ill-formed is NotApplied{too_large} or NotApplied{invalid_value}.
struct Commit {
  Bucket bucket;
  // Applied at most once in this bucket. A second commit with the same id changes nothing and answers what
  // the first one answered. Absent: not remembered.
  std::optional<base::RequestId> request;
  // The office version the decision was taken under: a newer one is a Conflict. Absent: not checked.
  std::optional<std::uint64_t> office_version;
  std::vector<Precondition> preconditions;
  struct Put {
    Key key;
    std::string value;
  };
  std::vector<Put> puts;
  std::vector<Key> deletes;
  struct Range {
    Space space;
    std::string prefix;
  };
  std::vector<Range> delete_ranges;  // every row of the space whose key bytes start with the prefix
  std::vector<IndexEntry> index_puts;
  std::vector<IndexEntry> index_deletes;
  std::vector<std::string> ledger_entries;  // appended in this order
  bool advances_office = false;  // office bucket only: the office version grows by one with this commit
};

struct Committed {
  std::uint64_t first_sequence = 0;  // of the first ledger entry of this commit
  bool replayed = false;             // this request id was committed before; nothing was done now
};
struct Conflict {
  enum class What : std::uint8_t { precondition = 1, office_version = 2 };
  What what = What::precondition;
};
struct NotApplied {
  base::Error error;
};  // nothing was changed, e.g. overloaded, storage_full
struct Unknown {
  base::Error error;
};  // ask again with the same request id
using CommitOutcome = std::variant<Committed, Conflict, NotApplied, Unknown>;

// One stored ledger entry.
struct LedgerEntryBytes {
  std::uint64_t sequence = 0;
  std::string bytes;
};

// The store. All methods are thread-safe. Errors: `unavailable`, `corrupt`, `storage_full`; `invalid_value`
// for a bucket that the store does not have.
class Store {
 public:
  virtual ~Store() = default;

  // How many subject buckets there are; fixed when the store is made. The office bucket's number is this
  // count.
  virtual std::uint32_t bucket_count() const = 0;
  Bucket office() const { return Bucket{bucket_count()}; }
  // The bucket of a subject: the first 4 bytes of its id, big-endian, modulo bucket_count.
  Bucket bucket_of(const base::SubjectId& subject) const;

  virtual base::Result<std::unique_ptr<Snapshot>> snapshot(Bucket bucket) const = 0;

  // Hands the commit in and returns at once; `done` is called exactly once, on any thread, after the commit
  // is durable or refused. Waiting commits of all buckets are grouped into one durable write. A full queue
  // answers NotApplied{overloaded} at once.
  virtual void submit(Commit commit, std::function<void(CommitOutcome)> done) = 0;
  // submit, and wait for the outcome. Never call it from a `done`.
  CommitOutcome commit(Commit commit);

  // What became of `request` in `bucket`: Committed{…, replayed = true}, or nothing when it was not applied.
  // For a commit whose outcome was Unknown. Request ids are remembered for at least 7 days.
  virtual base::Result<std::optional<Committed>> outcome_of(Bucket bucket,
                                                            const base::RequestId& request) const = 0;

  // Up to `limit` hits for a digest, across all buckets.
  virtual base::Result<std::vector<IndexHit>> find(IndexKind kind, const base::KeyedDigest& digest,
                                                   std::size_t limit) const = 0;

  // The office version now. Cheap; read it before the facts it guards.
  virtual std::uint64_t office_version() const = 0;

  virtual base::Result<LedgerHead> ledger_head(Bucket bucket) const = 0;
  // Entries from `from` on, in order, at most `limit`, only durable ones.
  virtual base::Result<std::vector<LedgerEntryBytes>> ledger_read(Bucket bucket, std::uint64_t from,
                                                                  std::size_t limit) const = 0;

  // Removes the bytes of everything deleted so far from every file of the store, old keyring rows included.
  // Long; may run beside commits. On return nothing deleted before the call is in any file.
  virtual base::Status purge_deleted() = 0;

  // Bytes of all files of the store; 0 for the memory store.
  virtual base::Result<std::uint64_t> size_on_disk() const = 0;
};

}  // namespace daicho::store
