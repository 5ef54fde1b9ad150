// SPDX-License-Identifier: Apache-2.0
#include "service/lane.h"

#include <simdjson.h>

#include <functional>

namespace daicho::service {

std::uint64_t lane_of(std::string_view row, std::uint64_t otherwise) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::object subject;
  if (parser.parse(simdjson::padded_string(row))["subject"].get(subject)) return otherwise;
  for (const auto reference : subject) {
    std::string_view text;
    if (!reference.value.get(text)) return std::hash<std::string_view>{}(text);
  }
  return otherwise;
}

}  // namespace daicho::service
