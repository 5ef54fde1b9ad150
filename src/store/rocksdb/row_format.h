// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

// The bytes of rows on disk, as spec/store.md lays them down. Every integer is big-endian, so that the order
// of keys is the order of numbers.
namespace daicho::store::rocks {

// bucket(4) space(1) bytes: the key of a row, or with a prefix for bytes, what the keys of many rows begin
// with.
std::string row_key(Bucket bucket, Space space, std::string_view bytes);
// The bytes of the Key in a row key.
std::string_view bytes_of_row_key(std::string_view row_key);

// version(8) value.
std::string version_bytes(std::uint64_t version);
base::Result<std::uint64_t> version_of_row(std::string_view stored);
std::string_view value_of_row(std::string_view stored);

// kind(2) digest(32): what the index keys of one digest begin with.
std::string index_prefix(IndexKind kind, const base::KeyedDigest& digest);
inline constexpr std::size_t index_prefix_bytes = 34;
// kind(2) digest(32) bucket(4) target.
std::string index_key(Bucket bucket, const IndexEntry& entry);
base::Result<IndexHit> hit_of_index_key(std::string_view index_key);

// bucket(4) sequence(8).
inline constexpr std::size_t bucket_bytes = 4;
std::string ledger_key(Bucket bucket, std::uint64_t sequence);
std::uint64_t sequence_of_ledger_key(std::string_view ledger_key);

// bucket(4) request(16) -> first sequence(8) time in microseconds(8).
std::string request_key(Bucket bucket, const base::RequestId& request);
struct RequestRow {
  std::uint64_t first_sequence = 0;
  base::Instant at;
};
std::string stored(const RequestRow& row);
base::Result<RequestRow> request_row(std::string_view stored);

// 'h' bucket(4) -> ledger size(8) commits(8) frontier.
inline constexpr std::size_t head_key_bytes = 5;
std::string head_key(Bucket bucket);
struct Head {
  LedgerHead ledger;
  std::uint64_t commits = 0;  // applied to the bucket so far: the version of the rows last written
};
std::string stored(const Head& head);
base::Result<Head> head_row(std::string_view stored);

// 'o' -> office version(8).
std::string office_key();

// The least string greater than every string that starts with `prefix`, which has a byte other than 0xff.
std::string after_prefix(std::string prefix);

}  // namespace daicho::store::rocks
