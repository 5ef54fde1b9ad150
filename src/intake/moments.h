// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/instant.h"
#include "base/local_date.h"

namespace daicho::intake {

// A day as files write it: 2026-03-31, 2026/3/31, 20260331, 令和8年3月31日, R8.3.31 … Nothing when it is
// none.
std::optional<base::LocalDate> read_day(std::string_view text);

// A day, which means its first moment in Japan; a day and a time of day in Japan (2026/3/31 9:05, 2026-03-31
// 09:05:07); or RFC 3339 with its offset. Nothing when it is none of them.
std::optional<base::Instant> read_moment(std::string_view text);

}  // namespace daicho::intake
