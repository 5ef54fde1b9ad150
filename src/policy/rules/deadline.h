// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "policy/fields.h"

namespace daicho::policy {

// Reads `30 days`, `without_delay` or `promptly`; nothing when it is left out.
std::optional<Deadline> read_deadline(Fields& fields, std::string_view name);

// Reads a cycle in whole months, `1 year` or `6 months`; 0 when it is left out. Days are no cycle.
std::int32_t read_cycle_months(Fields& fields, std::string_view name, Need need);

// Reads `30 days`; 0 when it is left out. Months are no days.
std::int32_t read_days(Fields& fields, std::string_view name);

}  // namespace daicho::policy
