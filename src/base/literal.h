// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace daicho::base {

// A text that stands in the source code. It cannot be built from data, so it cannot carry a personal value.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&text)[N]) : text_(text, N - 1) {}  // NOLINT: implicit on purpose

  // The text; lives as long as the program.
  constexpr std::string_view text() const { return text_; }

  friend constexpr bool operator==(Literal a, Literal b) { return a.text_ == b.text_; }

 private:
  std::string_view text_;
};

}  // namespace daicho::base
