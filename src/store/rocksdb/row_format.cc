// SPDX-License-Identifier: Apache-2.0
#include "store/rocksdb/row_format.h"

#include "base/check.h"
#include "base/encoding.h"

namespace daicho::store::rocks {
namespace {

constexpr std::size_t row_key_head_bytes = 5;
constexpr std::size_t version_size_bytes = 8;

tl::unexpected<base::Error> broken_row() {
  return base::fail(base::ErrorCode::corrupt, "a row of the store has the wrong form; restore from a backup");
}

}  // namespace

std::string row_key(Bucket bucket, Space space, std::string_view bytes) {
  std::string key;
  key.reserve(row_key_head_bytes + bytes.size());
  base::append_be32(key, bucket.number);
  key.push_back(static_cast<char>(space));
  key.append(bytes);
  return key;
}

std::string_view bytes_of_row_key(std::string_view row_key) {
  return row_key.substr(row_key_head_bytes);
}

std::string version_bytes(std::uint64_t version) {
  std::string bytes;
  base::append_be64(bytes, version);
  return bytes;
}

base::Result<std::uint64_t> version_of_row(std::string_view stored) {
  if (stored.size() < version_size_bytes) return broken_row();
  return base::read_be64(stored);
}

std::string_view value_of_row(std::string_view stored) {
  return stored.substr(version_size_bytes);
}

std::string index_prefix(IndexKind kind, const base::KeyedDigest& digest) {
  std::string key;
  key.push_back(static_cast<char>(kind.number >> 8));
  key.push_back(static_cast<char>(kind.number & 0xff));
  key.append(digest.view());
  return key;
}

std::string index_key(Bucket bucket, const IndexEntry& entry) {
  std::string key = index_prefix(entry.kind, entry.digest);
  base::append_be32(key, bucket.number);
  key.append(entry.target);
  return key;
}

base::Result<IndexHit> hit_of_index_key(std::string_view index_key) {
  if (index_key.size() < index_prefix_bytes + 4) return broken_row();
  const std::string_view rest = index_key.substr(index_prefix_bytes);
  return IndexHit{Bucket{base::read_be32(rest)}, std::string(rest.substr(4))};
}

std::string ledger_key(Bucket bucket, std::uint64_t sequence) {
  std::string key;
  base::append_be32(key, bucket.number);
  base::append_be64(key, sequence);
  return key;
}

std::uint64_t sequence_of_ledger_key(std::string_view ledger_key) {
  return base::read_be64(ledger_key.substr(4));
}

std::string request_key(Bucket bucket, const base::RequestId& request) {
  std::string key;
  base::append_be32(key, bucket.number);
  key.append(request.bytes());
  return key;
}

std::string stored(const RequestRow& row) {
  std::string value;
  base::append_be64(value, row.first_sequence);
  base::append_be64(value, static_cast<std::uint64_t>(row.at.microseconds()));
  return value;
}

base::Result<RequestRow> request_row(std::string_view stored) {
  if (stored.size() != 16) return broken_row();
  const auto at = static_cast<std::int64_t>(base::read_be64(stored.substr(8)));
  return RequestRow{base::read_be64(stored), base::Instant::from_microseconds(at)};
}

std::string head_key(Bucket bucket) {
  std::string key = "h";
  base::append_be32(key, bucket.number);
  return key;
}

std::string stored(const Head& head) {
  std::string value;
  value.reserve(16 + head.ledger.frontier.size());
  base::append_be64(value, head.ledger.size);
  base::append_be64(value, head.commits);
  value.append(head.ledger.frontier);
  return value;
}

base::Result<Head> head_row(std::string_view stored) {
  if (stored.size() < 16) return broken_row();
  return Head{LedgerHead{base::read_be64(stored), std::string(stored.substr(16))},
              base::read_be64(stored.substr(8))};
}

std::string office_key() {
  return "o";
}

std::string after_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  CHECK(!prefix.empty());
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace daicho::store::rocks
