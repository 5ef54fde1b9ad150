// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace daicho::base {

// Ends the program and names the place; never shows a value, for a value may be personal.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace daicho::base

// For what cannot happen. What can happen is a Result.
#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::daicho::base::check_failed(#condition, __FILE__, __LINE__))
