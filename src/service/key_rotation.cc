// SPDX-License-Identifier: Apache-2.0
#include "service/key_rotation.h"

#include <optional>
#include <vector>

#include "ledger/entry.h"
#include "service/erasure.h"
#include "service/own_caller.h"
#include "vault/rows.h"

namespace daicho::service {
namespace {

using base::Count;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

// A commit of so many keys meets an erasure seldom, and then all of them are read again.
constexpr std::size_t keys_a_commit = 200;

Result<bool> committed(store::CommitOutcome outcome) {
  if (auto* refused = std::get_if<store::NotApplied>(&outcome)) return fail(std::move(refused->error));
  if (auto* unknown = std::get_if<store::Unknown>(&outcome)) return fail(std::move(unknown->error));
  return std::holds_alternative<store::Committed>(outcome);
}

ledger::Entry key_entry(const vault::KeyBook& keys, base::Instant now, base::Randomness& randomness,
                        Literal step, std::uint32_t version) {
  ledger::Entry entry{.at = now,
                      .caller = own_caller_id(keys),
                      .operation = ledger::Operation::key_rotate,
                      .outcome = ledger::Outcome::done,
                      .request = base::RequestId::random(randomness)};
  entry.facts.push_back({"step", ledger::term(step)});
  entry.facts.push_back({"version", Count(version)});
  return entry;
}

Result<store::Commit> office_commit(const store::Store& store, const ledger::Entry& entry) {
  store::Commit commit{.bucket = store.office()};
  ASSIGN_OR_RETURN(std::string bytes, ledger::encode(entry));
  commit.ledger_entries.push_back(std::move(bytes));
  return commit;
}

// Asks for a purge before that is deleted which is to be purged: whatever is cut off between the two, the
// bytes are not forgotten.
Status ask_for_purge_of_keys(store::Store& store, const ledger::Entry& cause) {
  store::Commit commit{.bucket = {0}};
  commit.puts.push_back({purge_row(), encode(PurgeRequest{cause.caller, cause.request, cause.at})});
  RETURN_IF_ERROR(committed(store.commit(std::move(commit))));
  return {};
}

// The keys of a part of a bucket that are under an old version, wrapped anew.
struct Rewrapped {
  store::Commit commit;
  std::uint64_t keys = 0;
  std::uint64_t unreadable = 0;
};

Result<Rewrapped> rewrapped(const Register& reg, store::Bucket bucket, const std::vector<store::Row>& rows) {
  Rewrapped batch{.commit = {.bucket = bucket}};
  for (const store::Row& row : rows) {
    const auto is_current = reg.sealer.is_current(row.value);
    if (is_current && *is_current) continue;
    const auto subject = base::SubjectId::from_bytes(row.key.bytes);
    auto wrapped = subject ? reg.sealer.rewrap(*subject, row.value)
                           : fail(base::ErrorCode::corrupt, "a key stands under no person's name");
    if (!wrapped) {
      ++batch.unreadable;
      continue;
    }
    batch.commit.preconditions.push_back({row.key, store::Precondition::Version{row.version}});
    batch.commit.puts.push_back({row.key, std::move(*wrapped)});
    ++batch.keys;
  }
  return batch;
}

}  // namespace

Result<std::uint32_t> rotate_key(store::Store& store, const crypto::SecretBytes& passphrase,
                                 base::Instant now, base::Randomness& randomness) {
  ASSIGN_OR_RETURN(const vault::KeyBook before, vault::KeyBook::open(store, passphrase));
  const std::uint32_t next = before.current().version().number + 1;
  ASSIGN_OR_RETURN(store::Commit commit,
                   office_commit(store, key_entry(before, now, randomness, "new_version", next)));
  RETURN_IF_ERROR(vault::KeyBook::rotate(store, passphrase, randomness, std::move(commit)));
  return next;
}

Status change_passphrase(store::Store& store, const crypto::SecretBytes& passphrase,
                         const crypto::SecretBytes& next, const crypto::PassphraseCost& cost,
                         base::Instant now, base::Randomness& randomness) {
  ASSIGN_OR_RETURN(const vault::KeyBook keys, vault::KeyBook::open(store, passphrase));
  const ledger::Entry entry =
      key_entry(keys, now, randomness, "new_passphrase", keys.current().version().number);
  RETURN_IF_ERROR(ask_for_purge_of_keys(store, entry));
  ASSIGN_OR_RETURN(store::Commit commit, office_commit(store, entry));
  RETURN_IF_ERROR(
      vault::KeyBook::change_passphrase(store, passphrase, next, cost, randomness, std::move(commit)));
  return {};
}

Result<RewrapProgress> Rewrap::step(std::size_t limit) {
  RewrapProgress progress;
  progress.bucket_count = reg_.store.bucket_count();
  if (!done_) {
    if (bucket_ < progress.bucket_count) {
      RETURN_IF_ERROR(rewrap_some(limit, progress));
    } else if (found_in_this_pass_ > 0) {
      bucket_ = 0;  // looks through all once more
      found_in_this_pass_ = unreadable_in_this_pass_ = 0;
    } else {
      // A key that its own version does not open is damaged: only a backup brings it back, and for that the
      // old version stays.
      if (unreadable_in_this_pass_ == 0) RETURN_IF_ERROR(destroy_old_versions(progress));
      done_ = true;
    }
  }
  progress.buckets_done = done_ ? progress.bucket_count : bucket_;
  progress.more = !done_;
  return progress;
}

Status Rewrap::rewrap_some(std::size_t limit, RewrapProgress& progress) {
  std::size_t looked_at = 0;
  for (unsigned tries = 0; looked_at < limit && bucket_ < progress.bucket_count;) {
    const std::size_t batch_size = std::max<std::size_t>(keys_a_commit >> std::min(tries, 7u), 1);
    ASSIGN_OR_RETURN(const auto snapshot, reg_.store.snapshot({bucket_}));
    ASSIGN_OR_RETURN(const auto rows, snapshot->scan(store::Space::keyring, "", after_key_, batch_size));
    looked_at += std::max<std::size_t>(rows.size(), 1);
    ASSIGN_OR_RETURN(Rewrapped batch, rewrapped(reg_, {bucket_}, rows));
    found_in_this_pass_ += batch.keys;
    if (batch.keys > 0) {
      ASSIGN_OR_RETURN(const bool done, committed(reg_.store.commit(std::move(batch.commit))));
      if (!done) {
        ++tries;
        continue;
      }
    }
    tries = 0;
    progress.keys_rewrapped += batch.keys;
    progress.keys_unreadable += batch.unreadable;
    unreadable_in_this_pass_ += batch.unreadable;
    const bool last = rows.size() < batch_size;
    after_key_ = last ? std::string() : rows.back().key.bytes;
    if (last) ++bucket_;
  }
  return {};
}

Status Rewrap::destroy_old_versions(RewrapProgress& progress) {
  ledger::Entry entry = key_entry(reg_.keys, reg_.clock.now(), reg_.randomness, "old_versions_destroyed",
                                  reg_.keys.current().version().number);
  const std::size_t destroyed = reg_.keys.version_count() - 1;
  entry.facts.push_back({"destroyed", Count(destroyed)});
  RETURN_IF_ERROR(ask_for_purge_of_keys(reg_.store, entry));
  ASSIGN_OR_RETURN(store::Commit commit, office_commit(reg_.store, entry));
  RETURN_IF_ERROR(reg_.keys.destroy_old_versions(reg_.store, std::move(commit)));
  progress.versions_destroyed = destroyed;
  return {};
}

}  // namespace daicho::service
