// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/local_date.h"
#include "base/result.h"
#include "store/store.h"

// Whether the day of the machine's clock may be erased by. A clock that jumped forward would end periods that
// run for years, and nothing brings back what is erased (docs/decisions/0008-clock.md).
namespace daicho::service {

// A run so many days after the last known date needs no further word.
inline constexpr int days_without_word_max = 7;

// The last day that the register knows to have been: of the last finished retention run, or of its founding
// before the first one; nothing when it has neither.
base::Result<std::optional<base::LocalDate>> last_known_date(const store::Store& store,
                                                             const store::Snapshot& office);
// The day of the last finished retention run; nothing before the first.
base::Result<std::optional<base::LocalDate>> last_run(const store::Snapshot& office);
// Adds to a commit of the office bucket that a run was finished on that day.
void put_last_run(base::LocalDate day, store::Commit& commit);

// `missing_field` when `today` lies long after `last_known` and nobody stated it; `invalid_value` when
// another day was stated than the machine's clock has.
base::Status expect_plausible_date(base::LocalDate today, std::optional<base::LocalDate> last_known,
                                   std::optional<base::LocalDate> stated);

}  // namespace daicho::service
