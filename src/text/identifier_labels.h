// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "text/identifiers.h"

namespace daicho::text {

// What words beside a number call it.
struct Label {
  // Nothing when the words name a number of no interest (注文番号).
  std::optional<IdentifierKind> kind;
  // Whether the words stand right before or behind the number, or name its field.
  bool is_direct;
};

// The words nearest to the number at [begin, end) of `text`, or else those of `field`; nothing when there are none.
std::optional<Label> nearest_label(std::string_view text, std::size_t begin, std::size_t end, std::string_view field);

}  // namespace daicho::text
