// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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

// What the name of a field or column calls the numbers in it; nothing when it does not say.
std::optional<Label> label_of_field(std::string_view field);

// What the words nearest to the number at [begin, end) of `text` call it; words right beside it count more
// than the field's, and the field's more than words farther off. Nothing when there are none.
std::optional<Label> nearest_label(std::string_view text, std::size_t begin, std::size_t end,
                                   const std::optional<Label>& of_field);

}  // namespace daicho::text
