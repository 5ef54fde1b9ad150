// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace daicho::service {

// A number that is the same for rows about the same person, so that they can be kept in order. Rows that name
// nobody, or are not JSON, get `otherwise`.
std::uint64_t lane_of(std::string_view row, std::uint64_t otherwise);

}  // namespace daicho::service
