// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "store/store.h"

// What every engine refuses before it looks at its rows, so that a commit which one engine takes is taken by
// all.
namespace daicho::store {

inline constexpr std::uint32_t bucket_count_max = 65'536;
inline constexpr std::size_t key_bytes_max = 512;  // and at least 1
inline constexpr std::size_t value_bytes_max = 4 * 1024 * 1024;
inline constexpr std::size_t target_bytes_max = 64;
inline constexpr std::size_t ledger_entry_bytes_max =
    65'535;  // C2SP tlog-tiles: 16-bit lengths in entry bundles
inline constexpr std::size_t commit_bytes_max = 16 * 1024 * 1024;

// The bytes of keys, values, targets and entries that a commit carries, with a small sum for each part.
std::size_t size_bytes(const Commit& commit);

// Done when a store of `bucket_count` subject buckets may judge the commit. Else `too_large` (a limit above)
// or `invalid_value` (no such bucket, a key named twice, office rows or office versions outside the office
// bucket).
base::Status check_limits(const Commit& commit, std::uint32_t bucket_count);

}  // namespace daicho::store
