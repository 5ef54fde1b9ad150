// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/result.h"

namespace daicho {

// Lets this process have `files_needed` files open at once: raises its own limit (RLIMIT_NOFILE) as far as
// that. `unavailable` when the system does not allow so many.
base::Status allow_open_files(std::uint64_t files_needed);

}  // namespace daicho
