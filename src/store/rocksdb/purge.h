// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "store/rocksdb/database.h"

namespace daicho::store::rocks {

// Removes from all files in `rows_path` the values that were deleted or overwritten before the call. Beside
// commits and readers; but a snapshot taken before the call keeps what it shows, so it is waited for, up to
// a minute, and then `unavailable`.
//
// Keys are random ids and keyed digests. They may stand in MANIFEST, as the bounds of files that are gone,
// until it is written anew (at 1 MiB, and at every start).
base::Status purge(const Database& database, const std::string& rows_path);

}  // namespace daicho::store::rocks
