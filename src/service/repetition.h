// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "service/register.h"
#include "service/request.h"
#include "store/store.h"

// A request that is sent again has its effect once. The store knows a request id in its bucket; beside it an
// index entry leads from the caller's Idempotency-Key to what it came with, in whatever bucket that was.
namespace daicho::service {

// For how long a repetition is recognised.
inline constexpr int repetition_days = 7;

// The id of the request: made of caller and Idempotency-Key, so that a repetition has the same; random
// without.
base::RequestId request_id(const Register& reg, const base::CallerId& caller,
                           std::string_view idempotency_key);

// A keyed digest of operation and body, by which another request under the same key is told.
base::KeyedDigest body_digest(const Register& reg, const Request& request);

// The bucket where this very request was committed before; nothing when it was not. It may not be found there
// by asking again: who was erased under an alias has none any more. `idempotency_key_reused` when the key
// came with another request before.
base::Result<std::optional<store::Bucket>> find_repetition(const Register& reg, const Caller& caller,
                                                           std::string_view idempotency_key,
                                                           const base::KeyedDigest& body);

// Adds to the commit what find_repetition looks for, and the row by which it is forgotten in time.
void remember_key(const Register& reg, const Caller& caller, std::string_view idempotency_key,
                  const base::KeyedDigest& body, base::Instant now, store::Commit& commit);

// Adds to the commit the removal of up to `limit` remembered keys of this bucket whose time is over. Returns
// how many.
base::Result<std::size_t> forget_keys(const store::Snapshot& snapshot, base::Instant now, std::size_t limit,
                                      store::Commit& commit);

}  // namespace daicho::service
