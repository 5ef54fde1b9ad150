// SPDX-License-Identifier: Apache-2.0
#include "store/limits.h"

#include <algorithm>

namespace daicho::store {
namespace {

using base::Count;
using base::ErrorCode;
using base::fail;

constexpr std::size_t part_bytes = 64;  // what one part costs beside its bytes

base::Status too_large(base::Literal what, std::size_t bytes_max) {
  return fail(
      base::Error(ErrorCode::too_large, "a part of the commit is larger than the store takes; split it")
          .with("part", what)
          .with("bytes_max", Count(bytes_max)));
}

base::Status check_key(const Key& key, bool is_office_bucket) {
  if (key.bytes.size() > key_bytes_max) return too_large("key", key_bytes_max);
  if (key.bytes.empty()) return fail(ErrorCode::invalid_value, "a key is empty; name the row");
  if (key.space == Space::office && !is_office_bucket) {
    return fail(ErrorCode::invalid_value,
                "an office row outside the office bucket; commit it to Store::office()");
  }
  return {};
}

base::Status check_entries(const std::vector<IndexEntry>& entries) {
  for (const IndexEntry& entry : entries) {
    if (entry.target.size() > target_bytes_max) return too_large("target", target_bytes_max);
  }
  return {};
}

base::Status check_keys_differ(const Commit& commit) {
  std::vector<const Key*> keys;
  keys.reserve(commit.puts.size() + commit.deletes.size());
  for (const Commit::Put& put : commit.puts) keys.push_back(&put.key);
  for (const Key& key : commit.deletes) keys.push_back(&key);
  std::sort(keys.begin(), keys.end(), [](const Key* a, const Key* b) { return *a < *b; });
  const auto same =
      std::adjacent_find(keys.begin(), keys.end(), [](const Key* a, const Key* b) { return *a == *b; });
  if (same != keys.end()) {
    return fail(ErrorCode::invalid_value, "a commit names a key twice among puts and deletes; name it once");
  }
  return {};
}

base::Status check_rows(const Commit& commit, bool is_office_bucket) {
  for (const Precondition& precondition : commit.preconditions) {
    RETURN_IF_ERROR(check_key(precondition.key, is_office_bucket));
  }
  for (const Commit::Put& put : commit.puts) {
    RETURN_IF_ERROR(check_key(put.key, is_office_bucket));
    if (put.value.size() > value_bytes_max) return too_large("value", value_bytes_max);
  }
  for (const Key& key : commit.deletes) RETURN_IF_ERROR(check_key(key, is_office_bucket));
  for (const Commit::Range& range : commit.delete_ranges) {
    if (range.prefix.size() > key_bytes_max) return too_large("prefix", key_bytes_max);
  }
  return check_keys_differ(commit);
}

}  // namespace

std::size_t size_bytes(const Commit& commit) {
  std::size_t bytes = part_bytes;
  for (const Precondition& precondition : commit.preconditions)
    bytes += part_bytes + precondition.key.bytes.size();
  for (const Commit::Put& put : commit.puts) bytes += part_bytes + put.key.bytes.size() + put.value.size();
  for (const Key& key : commit.deletes) bytes += part_bytes + key.bytes.size();
  for (const Commit::Range& range : commit.delete_ranges) bytes += part_bytes + range.prefix.size();
  for (const IndexEntry& entry : commit.index_puts) bytes += part_bytes + entry.target.size();
  for (const IndexEntry& entry : commit.index_deletes) bytes += part_bytes + entry.target.size();
  for (const std::string& entry : commit.ledger_entries) bytes += part_bytes + entry.size();
  return bytes;
}

base::Status check_limits(const Commit& commit, std::uint32_t bucket_count) {
  if (commit.bucket.number > bucket_count) {
    return fail(base::Error(ErrorCode::invalid_value, "the store has no such bucket; ask Store::bucket_of")
                    .with("bucket", Count(commit.bucket.number)));
  }
  const bool is_office_bucket = commit.bucket.number == bucket_count;
  if (commit.advances_office && !is_office_bucket) {
    return fail(ErrorCode::invalid_value, "only a commit to the office bucket advances the office version");
  }
  RETURN_IF_ERROR(check_rows(commit, is_office_bucket));
  RETURN_IF_ERROR(check_entries(commit.index_puts));
  RETURN_IF_ERROR(check_entries(commit.index_deletes));
  for (const std::string& entry : commit.ledger_entries) {
    if (entry.size() > ledger_entry_bytes_max) return too_large("ledger_entry", ledger_entry_bytes_max);
  }
  if (size_bytes(commit) > commit_bytes_max) return too_large("commit", commit_bytes_max);
  return {};
}

}  // namespace daicho::store
