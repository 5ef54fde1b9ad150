// SPDX-License-Identifier: Apache-2.0
#include "service/removal.h"

#include <map>
#include <set>

#include "ledger/entry.h"
#include "service/attachment_rows.h"
#include "service/numbered_facts.h"
#include "service/redating.h"
#include "vault/record.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Count;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

constexpr std::size_t records_a_commit = 100, index_entries_a_commit = 1000;
constexpr std::size_t rows_a_read = 1000, certificates_a_commit = 200;
// A digest may lead to very many persons (a postal code): so many are looked through.
constexpr std::size_t hits_max = 1'000'000;
// A file that is coming in has the rest of its day and the next to become whole.
constexpr std::int32_t upload_days = 1;

// Whether it was committed; false when somebody else was first.
Result<bool> committed(store::CommitOutcome outcome) {
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return fail(std::move(refused->error));
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) return fail(std::move(unknown->error));
  return std::holds_alternative<store::Committed>(outcome);
}

Status append(const ledger::Entry& entry, store::Commit& commit) {
  ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
  commit.ledger_entries.push_back(std::move(bytes));
  return {};
}

// How many of these entries are still found.
Result<std::uint64_t> still_found(const store::Store& store, const std::vector<store::IndexEntry>& entries) {
  std::uint64_t found = 0;
  for (const store::IndexEntry& entry : entries) {
    ASSIGN_OR_RETURN(const auto hits, store.find(entry.kind, entry.digest, hits_max));
    for (const store::IndexHit& hit : hits) found += hit.target == entry.target ? 1 : 0;
  }
  return found;
}

void add_methods(const policy::Policy& policy, const base::Term& record_type,
                 std::vector<base::Term>& methods) {
  const auto place = policy.record_types().find(record_type.text());
  if (!place) return;
  const policy::RecordType& type = policy.record_types()[*place];
  const auto add = [&](policy::RetentionIndex retention) {
    for (const policy::ErasureMethod method : policy.retentions()[retention].methods) {
      base::Term name = ledger::term(public_name(method));
      if (std::find(methods.begin(), methods.end(), name) == methods.end())
        methods.push_back(std::move(name));
    }
  };
  add(type.retention);
  for (const auto& own : type.item_retention) add(own.second);
}

// The next rows of a person, and everything that goes with them.
struct Batch {
  std::vector<store::Key> rows;
  std::vector<store::IndexEntry> index;
  bool last = false;
};

Result<Batch> next_batch(const store::Snapshot& snapshot, const base::SubjectId& subject,
                         const policy::Policy& policy, std::size_t limit, Erasure& erasure) {
  Batch batch;
  ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::record, subject.bytes(), "", limit));
  batch.last = rows.size() < limit;
  for (const store::Row& row : rows) {
    if (batch.index.size() > index_entries_a_commit) {
      batch.last = false;
      break;
    }
    ASSIGN_OR_RETURN(const vault::Record record, vault::decode_record(row.value));
    batch.rows.push_back(row.key);
    batch.index.insert(batch.index.end(), record.index.begin(), record.index.end());
    add_methods(policy, record.type, erasure.methods);
    const bool is_current = row.key.bytes.starts_with(vault::record_prefix(subject));
    if (is_current && record.due) {
      batch.rows.push_back(vault::due_row(*record.due, subject, record.type, vault::record_id_of(row.key)));
    }
    ++erasure.records_removed;
  }
  if (batch.last) batch.index.insert(batch.index.end(), erasure.aliases.begin(), erasure.aliases.end());
  return batch;
}

// What beside records is a person's: files, files that were coming in, and notes of work under way.
Status remove_rest(const store::Snapshot& snapshot, const base::SubjectId& subject, store::Commit& commit) {
  const std::string prefix = vault::attachment_prefix(subject);
  ASSIGN_OR_RETURN(const auto any, snapshot.scan(store::Space::attachment, prefix, "", 1));
  if (!any.empty()) commit.delete_ranges.push_back({store::Space::attachment, prefix});
  commit.deletes.push_back(arrival_row(subject));
  commit.deletes.push_back(redating_row(subject));
  for (std::string after;;) {
    ASSIGN_OR_RETURN(const auto uploads,
                     snapshot.scan(store::Space::work, upload_prefix(), after, rows_a_read));
    for (const store::Row& row : uploads) {
      ASSIGN_OR_RETURN(const Upload upload, decode_upload(row.value));
      if (upload.subject == subject) commit.deletes.push_back(row.key);
    }
    if (uploads.size() < rows_a_read) return {};
    after = uploads.back().key.bytes;
  }
}

bool is_tombstone(const vault::Subject& state) {
  return state.state == vault::SubjectState::erased && state.consents.empty() && state.stops.empty() &&
         state.events.empty() && state.holds.empty() && state.ended_purposes.empty() && state.aliases.empty();
}

// The rows that stand under the person's own name.
Result<std::uint64_t> own_rows(const store::Snapshot& snapshot, const base::SubjectId& subject) {
  std::uint64_t found = 0;
  ASSIGN_OR_RETURN(const auto state_row, snapshot.get(vault::subject_row(subject)));
  if (state_row) {
    ASSIGN_OR_RETURN(const vault::Subject state, vault::decode_subject(state_row->value));
    if (!is_tombstone(state)) ++found;
  }
  ASSIGN_OR_RETURN(const auto key, snapshot.get(vault::keyring_row(subject)));
  ASSIGN_OR_RETURN(const auto arrival, snapshot.get(arrival_row(subject)));
  ASSIGN_OR_RETURN(const auto redating, snapshot.get(redating_row(subject)));
  ASSIGN_OR_RETURN(const auto records, snapshot.scan(store::Space::record, subject.bytes(), "", rows_a_read));
  ASSIGN_OR_RETURN(const auto files,
                   snapshot.scan(store::Space::attachment, vault::attachment_prefix(subject), "", 1));
  return found + (key ? 1 : 0) + (arrival ? 1 : 0) + (redating ? 1 : 0) + records.size() + files.size();
}

ledger::Entry certificate(const Erasure& erasure, const base::SubjectId& subject, base::Instant now) {
  ledger::Entry entry{.at = now,
                      .caller = erasure.caller,
                      .operation = ledger::Operation::certify,
                      .outcome = erasure.rows_found == 0 ? ledger::Outcome::done : ledger::Outcome::failed,
                      .request = erasure.request,
                      .subject = subject,
                      .policy = erasure.policy};
  entry.facts.push_back({"erased_at", erasure.erased});
  if (erasure.removed) entry.facts.push_back({"removed_at", *erasure.removed});
  if (erasure.purged) entry.facts.push_back({"purged_at", *erasure.purged});
  entry.facts.push_back({"records_removed", Count(erasure.records_removed)});
  entry.facts.push_back({"index_entries_removed", Count(erasure.index_entries_removed)});
  entry.facts.push_back({"rows_found", Count(erasure.rows_found)});
  add_numbered("method", erasure.methods, entry);
  return entry;
}

}  // namespace

Result<RemovalProgress> Removal::step(std::size_t limit) {
  RemovalProgress progress;
  Waiting waiting;
  for (std::uint32_t number = 0; number < reg_.store.bucket_count(); ++number) {
    RETURN_IF_ERROR(remove_in({number}, limit, waiting, progress));
    progress.persons_waiting = waiting.persons.size();
    if (progress.rows_removed >= limit) {
      progress.more = true;
      return progress;
    }
  }
  if (waiting.since && reg_.clock.now() - *waiting.since >= purge_wait_)
    RETURN_IF_ERROR(purge(waiting, progress));
  return progress;
}

// Goes through what a bucket still has to do. Stops when `limit` rows were removed.
Status Removal::remove_in(store::Bucket bucket, std::size_t limit, Waiting& waiting,
                          RemovalProgress& progress) const {
  RETURN_IF_ERROR(drop_uploads(bucket, limit, progress));
  ASSIGN_OR_RETURN(const auto snapshot, reg_.store.snapshot(bucket));
  ASSIGN_OR_RETURN(const auto asked, snapshot->get(purge_row()));
  if (asked) {
    ASSIGN_OR_RETURN(const PurgeRequest request, decode_purge_request(asked->value));
    waiting.buckets.push_back({bucket, request, asked->version});
    waiting.note(request.since);
  }
  for (std::string after;;) {
    ASSIGN_OR_RETURN(const auto rows,
                     snapshot->scan(store::Space::work, removal_prefix(), after, rows_a_read));
    for (const store::Row& row : rows) {
      const auto subject = read_removal_row(row.key);
      if (!subject) continue;
      std::uint64_t before = 0;
      std::optional<Erasure> erasure;
      do {
        if (progress.rows_removed >= limit) return {};
        before = progress.rows_removed;
        ASSIGN_OR_RETURN(erasure, remove_some(bucket, *subject, limit, progress));
      } while (erasure->state == ErasureState::pending && progress.rows_removed > before);
      if (erasure->state != ErasureState::removed) continue;
      waiting.persons.push_back({bucket, *subject});
      waiting.note(*erasure->removed);
    }
    if (rows.size() < rows_a_read) return {};
    after = rows.back().key.bytes;
  }
}

// Removes the next rows of a person and returns how far the erasure has come. What leads to a record is taken
// away and looked for again before the record goes, for only the record knows what led to it.
Result<Erasure> Removal::remove_some(store::Bucket bucket, const base::SubjectId& subject, std::size_t limit,
                                     RemovalProgress& progress) const {
  ASSIGN_OR_RETURN(const auto snapshot, reg_.store.snapshot(bucket));
  ASSIGN_OR_RETURN(const auto row, snapshot->get(vault::erasure_row(subject)));
  if (!row)
    return fail(ErrorCode::corrupt, "the erasure of a person is gone; restore the store from a backup");
  ASSIGN_OR_RETURN(const Erasure before, decode_erasure(row->value));
  if (before.state != ErasureState::pending) return before;
  ASSIGN_OR_RETURN(const auto office, reg_.office.current());

  Erasure after = before;
  ASSIGN_OR_RETURN(const Batch batch, next_batch(*snapshot, subject, *office->policy(),
                                                 std::min(limit, records_a_commit), after));
  store::Commit unlink{.bucket = bucket, .index_deletes = batch.index};
  if (!batch.index.empty()) RETURN_IF_ERROR(committed(reg_.store.commit(std::move(unlink))));
  ASSIGN_OR_RETURN(const std::uint64_t found, still_found(reg_.store, batch.index));
  if (found > 0) {
    ++progress.persons_not_clean;
    return before;
  }
  store::Commit remove{.bucket = bucket, .deletes = batch.rows};
  after.index_entries_removed += batch.index.size();
  if (batch.last) {
    RETURN_IF_ERROR(remove_rest(*snapshot, subject, remove));
    after.state = ErasureState::removed;
    after.removed = reg_.clock.now();
    after.aliases.clear();
  }
  remove.preconditions.push_back({row->key, store::Precondition::Version{row->version}});
  remove.puts.push_back({row->key, encode(after)});
  ASSIGN_OR_RETURN(const bool done, committed(reg_.store.commit(std::move(remove))));
  if (!done) return before;
  progress.rows_removed += batch.rows.size();
  if (batch.last) ++progress.persons_removed;
  return after;
}

Status Removal::drop_uploads(store::Bucket bucket, std::size_t limit, RemovalProgress& progress) const {
  const base::Instant now = reg_.clock.now();
  const base::LocalDate last_day = base::LocalDate::on(now).plus_days(-upload_days - 1);
  ASSIGN_OR_RETURN(const auto snapshot, reg_.store.snapshot(bucket));
  ASSIGN_OR_RETURN(const auto rows, snapshot->scan(store::Space::work, upload_prefix(), "", limit));
  for (const store::Row& row : rows) {
    const auto name = read_upload_row(row.key);
    if (!name || name->day > last_day) break;
    ASSIGN_OR_RETURN(const Upload upload, decode_upload(row.value));
    store::Commit commit{.bucket = bucket};
    commit.preconditions.push_back({row.key, store::Precondition::Version{row.version}});
    commit.deletes.push_back(row.key);
    commit.delete_ranges.push_back(
        {store::Space::attachment, vault::attachment_prefix(upload.subject, name->attachment)});
    ledger::Entry entry{.at = now,
                        .caller = upload.caller,
                        .operation = ledger::Operation::attach,
                        .outcome = ledger::Outcome::interrupted,
                        .request = upload.request,
                        .subject = upload.subject,
                        .records = {upload.record},
                        .items = {upload.item}};
    entry.facts.push_back({"attachment", name->attachment});
    RETURN_IF_ERROR(append(entry, commit));
    ASSIGN_OR_RETURN(const bool done, committed(reg_.store.commit(std::move(commit))));
    progress.uploads_dropped += done ? 1 : 0;
  }
  return {};
}

// One purge for all that waits; whoever is erased meanwhile waits for the next.
Status Removal::purge(const Waiting& waiting, RemovalProgress& progress) const {
  const base::Instant began = reg_.clock.now();
  RETURN_IF_ERROR(reg_.store.purge_deleted());
  const base::Instant ended = reg_.clock.now();
  ++progress.purges;
  for (const Asked& asked : waiting.buckets) RETURN_IF_ERROR(note_purge(asked, began, ended));
  std::map<store::Bucket, std::vector<base::SubjectId>> by_bucket;
  for (const Removed& removed : waiting.persons) by_bucket[removed.bucket].push_back(removed.subject);
  for (const auto& [bucket, persons] : by_bucket) RETURN_IF_ERROR(certify(bucket, persons, ended, progress));
  return {};
}

// A bucket that has asked again since keeps its request.
Status Removal::note_purge(const Asked& asked, base::Instant began, base::Instant ended) const {
  store::Commit commit{.bucket = asked.bucket};
  commit.preconditions.push_back({purge_row(), store::Precondition::Version{asked.version}});
  commit.deletes.push_back(purge_row());
  ledger::Entry entry{.at = ended,
                      .caller = asked.request.caller,
                      .operation = ledger::Operation::purge,
                      .outcome = ledger::Outcome::done,
                      .request = asked.request.request};
  entry.facts.push_back({"asked_at", asked.request.since});
  entry.facts.push_back({"began_at", began});
  RETURN_IF_ERROR(append(entry, commit));
  RETURN_IF_ERROR(committed(reg_.store.commit(std::move(commit))));
  return {};
}

Status Removal::certify(store::Bucket bucket, const std::vector<base::SubjectId>& persons,
                        base::Instant purged, RemovalProgress& progress) const {
  ASSIGN_OR_RETURN(const auto snapshot, reg_.store.snapshot(bucket));
  ASSIGN_OR_RETURN(const auto found, rows_found(*snapshot, persons));
  ASSIGN_OR_RETURN(const store::LedgerHead head, snapshot->ledger_head());
  for (std::size_t first = 0; first < persons.size(); first += certificates_a_commit) {
    store::Commit commit{.bucket = bucket};
    std::uint64_t clean = 0, not_clean = 0;
    for (std::size_t i = first; i < std::min(first + certificates_a_commit, persons.size()); ++i) {
      ASSIGN_OR_RETURN(const auto row, snapshot->get(vault::erasure_row(persons[i])));
      if (!row) continue;
      ASSIGN_OR_RETURN(Erasure erasure, decode_erasure(row->value));
      if (erasure.state != ErasureState::removed) continue;
      erasure.rows_found = found[i];
      erasure.purged = purged;
      if (found[i] == 0) {
        erasure.state = ErasureState::certified;
        erasure.certified = purged;
        erasure.certified_from = head.size;
        commit.deletes.push_back(removal_row(persons[i]));
        ++clean;
      } else {
        erasure.state = ErasureState::pending;
        ++not_clean;
      }
      commit.preconditions.push_back({row->key, store::Precondition::Version{row->version}});
      commit.puts.push_back({row->key, encode(erasure)});
      RETURN_IF_ERROR(append(certificate(erasure, persons[i], purged), commit));
    }
    ASSIGN_OR_RETURN(const bool done, committed(reg_.store.commit(std::move(commit))));
    if (!done) continue;
    progress.persons_certified += clean;
    progress.persons_waiting -= clean + not_clean;
    progress.persons_not_clean += not_clean;
  }
  return {};
}

Result<std::vector<std::uint64_t>> rows_found(const store::Snapshot& snapshot,
                                              const std::vector<base::SubjectId>& persons) {
  std::vector<std::uint64_t> found;
  std::map<base::SubjectId, std::size_t> places;
  for (const base::SubjectId& person : persons) {
    places.emplace(person, found.size());
    ASSIGN_OR_RETURN(const std::uint64_t rows, own_rows(snapshot, person));
    found.push_back(rows);
  }
  const auto count = [&](const base::SubjectId& subject) {
    if (const auto place = places.find(subject); place != places.end()) ++found[place->second];
  };
  for (std::string after;;) {
    ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::due, "", after, rows_a_read));
    for (const store::Row& row : rows) {
      if (const auto due = vault::read_due_row(row.key.bytes)) count(due->subject);
    }
    if (rows.size() < rows_a_read) break;
    after = rows.back().key.bytes;
  }
  for (std::string after;;) {
    ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::work, upload_prefix(), after, rows_a_read));
    for (const store::Row& row : rows) {
      ASSIGN_OR_RETURN(const Upload upload, decode_upload(row.value));
      count(upload.subject);
    }
    if (rows.size() < rows_a_read) break;
    after = rows.back().key.bytes;
  }
  return found;
}

}  // namespace daicho::service
