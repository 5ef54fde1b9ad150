// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace daicho::policy {

// The text behind `name = ` on its own line of an embedded text file; there must be one.
std::string_view text_named(std::string_view file, std::string_view name);

}  // namespace daicho::policy
