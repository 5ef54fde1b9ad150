// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "policy/fields.h"

namespace daicho::policy {

// Reads a list of media (purpose, stop).
MediumSet read_media(Fields& fields, std::string_view name);

}  // namespace daicho::policy
