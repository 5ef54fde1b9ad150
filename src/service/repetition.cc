// SPDX-License-Identifier: Apache-2.0
#include "service/repetition.h"

#include <cstring>

#include "base/encoding.h"
#include "base/local_date.h"

namespace daicho::service {
namespace {

using base::Result;

constexpr store::IndexKind remembered_kind{1000};
constexpr std::string_view remembered_prefix = "request/";
constexpr std::size_t day_size = 4, digest_size = 32;

base::KeyedDigest key_digest(const Register& reg, const base::CallerId& caller,
                             std::string_view idempotency_key) {
  return reg.keys.request_key().digest(
      std::string("daicho idempotency ").append(caller.bytes()).append(idempotency_key));
}

// request/ DAY KEY-DIGEST -> BODY-DIGEST, in the bucket where the request was committed.
store::Key remembered_row(base::LocalDate day, const base::KeyedDigest& key) {
  std::string bytes(remembered_prefix);
  base::append_be32(bytes, static_cast<std::uint32_t>(day.days_since_epoch()));
  bytes.append(key.view());
  return {store::Space::work, std::move(bytes)};
}

}  // namespace

base::RequestId request_id(const Register& reg, const base::CallerId& caller,
                           std::string_view idempotency_key) {
  if (idempotency_key.empty()) return base::RequestId::random(reg.randomness);
  const base::KeyedDigest digest = reg.keys.request_key().digest(
      std::string("daicho request ").append(caller.bytes()).append(idempotency_key));
  return *base::RequestId::from_bytes(digest.view().substr(0, base::RequestId::size));
}

base::KeyedDigest body_digest(const Register& reg, const Request& request) {
  std::string message("daicho body ");
  message.append(request.operation).push_back('\0');
  return reg.keys.request_key().digest(message.append(request.body));
}

Result<std::optional<store::Bucket>> find_repetition(const Register& reg, const Caller& caller,
                                                     std::string_view idempotency_key,
                                                     const base::KeyedDigest& body) {
  constexpr std::size_t hits_max = 4;
  std::optional<store::Bucket> bucket;
  if (idempotency_key.empty()) return bucket;
  ASSIGN_OR_RETURN(const auto hits,
                   reg.store.find(remembered_kind, key_digest(reg, caller.id, idempotency_key), hits_max));
  for (const store::IndexHit& hit : hits) {
    if (hit.target != body.view()) {
      return base::fail(base::ErrorCode::idempotency_key_reused,
                        "this Idempotency-Key came with another request before");
    }
    bucket = hit.bucket;
  }
  return bucket;
}

void remember_key(const Register& reg, const Caller& caller, std::string_view idempotency_key,
                  const base::KeyedDigest& body, base::Instant now, store::Commit& commit) {
  const base::KeyedDigest key = key_digest(reg, caller.id, idempotency_key);
  commit.index_puts.push_back({remembered_kind, key, std::string(body.view())});
  commit.puts.push_back({remembered_row(base::LocalDate::on(now), key), std::string(body.view())});
}

Result<std::size_t> forget_keys(const store::Snapshot& snapshot, base::Instant now, std::size_t limit,
                                store::Commit& commit) {
  const auto last_day = base::LocalDate::on(now).plus_days(-repetition_days - 1);
  ASSIGN_OR_RETURN(const auto rows, snapshot.scan(store::Space::work, remembered_prefix, "", limit));
  std::size_t forgotten = 0;
  for (const store::Row& row : rows) {
    const std::string_view key = std::string_view(row.key.bytes).substr(remembered_prefix.size());
    if (key.size() != day_size + digest_size) continue;
    if (static_cast<std::int32_t>(base::read_be32(key)) > last_day.days_since_epoch()) break;
    base::KeyedDigest digest;
    std::memcpy(digest.bytes.data(), key.data() + day_size, digest_size);
    commit.index_deletes.push_back({remembered_kind, digest, row.value});
    commit.deletes.push_back(row.key);
    ++forgotten;
  }
  return forgotten;
}

}  // namespace daicho::service
