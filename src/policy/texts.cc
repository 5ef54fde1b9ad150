// SPDX-License-Identifier: Apache-2.0
#include "policy/texts.h"

#include <algorithm>

#include "base/check.h"

namespace daicho::policy {

std::string_view text_named(std::string_view file, std::string_view name) {
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = file.substr(at, end - at);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(" = "))
      return line.substr(name.size() + 3);
    at = end + 1;
  }
  CHECK(!"a code without a text");
  return {};
}

}  // namespace daicho::policy
