// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <vector>

#include "base/instant.h"
#include "store/rocksdb/rocksdb_store.h"

namespace daicho::store::rocks {

// How RocksDB runs as a whole.
::rocksdb::DBOptions database_options(const RocksdbOptions& options, bool create);

// How each column family is kept, in the order of Column. `clock` says which request ids are old enough to be
// forgotten, and must outlive the database.
std::vector<::rocksdb::ColumnFamilyDescriptor> column_descriptors(const RocksdbOptions& options,
                                                                  const base::Clock& clock);

}  // namespace daicho::store::rocks
