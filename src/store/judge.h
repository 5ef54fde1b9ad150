// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "store/store.h"

namespace daicho::store {

// The state that a commit would be applied to: its bucket, and the office version.
class Ground {
 public:
  virtual ~Ground() = default;
  // The first sequence of the commit with this request id, or nothing when there was none.
  virtual base::Result<std::optional<std::uint64_t>> first_sequence_of(
      const base::RequestId& request) const = 0;
  virtual std::uint64_t office_version() const = 0;
  // The version of the row, or nothing when there is no such row.
  virtual base::Result<std::optional<std::uint64_t>> version_of(const Key& key) const = 0;
};

// What the commit is answered without being applied, or nothing when it is to be applied. The one place that
// knows the order: a request id seen before, then the office version, then the preconditions. NotApplied when
// the ground could not be read.
std::optional<CommitOutcome> judge(const Commit& commit, const Ground& ground);

}  // namespace daicho::store
