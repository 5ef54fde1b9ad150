// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "store/rocksdb/database.h"
#include "store/store.h"

namespace daicho::store::rocks {

// A moment of the database, kept readable as long as somebody has it. The database must outlive it.
using Moment = std::shared_ptr<const ::rocksdb::Snapshot>;
Moment this_moment(const Database& database);

// One bucket as it was at `moment`. The database must outlive the snapshot.
std::unique_ptr<Snapshot> make_snapshot(const Database& database, Bucket bucket, Moment moment);

// The ledger of the bucket as of `moment` (nullptr: now).
base::Result<LedgerHead> read_ledger_head(const Database& database, Bucket bucket,
                                          const ::rocksdb::Snapshot* moment);

}  // namespace daicho::store::rocks
