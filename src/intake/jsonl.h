// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace daicho::intake {

// One row of a file that holds a JSON object a line.
struct JsonlRow {
  std::uint64_t line = 0;  // from 1
  // Names and values in their order; a number, true and false as they are written. What is null is left out.
  std::vector<std::pair<std::string, std::string>> cells;
};

// Reads JSONL piece by piece: an object of texts, numbers, true, false and null a line; empty lines are
// passed over. One thread at a time.
class JsonlReader {
 public:
  static constexpr std::size_t row_bytes_max = 1024 * 1024;
  static constexpr std::size_t cells_max = 1'024;

  // More of the text: UTF-8, cut anywhere.
  void add(std::string_view utf8);
  // Says that the text has ended.
  void finish() { finished_ = true; }

  // The next row; nothing when more text is needed, or at the end. Errors name `line`: `invalid_json`,
  // `duplicate_field`, `invalid_value` for a list or object inside, `too_large`. A line in error is passed
  // over.
  base::Result<std::optional<JsonlRow>> next();

 private:
  std::string text_;
  std::size_t start_ = 0;  // of the next line in text_
  std::uint64_t line_ = 0;
  bool finished_ = false;
};

}  // namespace daicho::intake
