// SPDX-License-Identifier: Apache-2.0
#include "intake/jsonl.h"

#include <simdjson.h>

#include <algorithm>

namespace daicho::intake {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;
namespace on_demand = simdjson::ondemand;

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == line.npos;
}

// The text of a value; nothing for null.
Result<std::optional<std::string>> text_of(on_demand::value value) {
  switch (value.type().value()) {
    case on_demand::json_type::string:
      return std::optional(std::string(value.get_string().value()));
    case on_demand::json_type::number: {
      std::string_view token = value.raw_json_token();
      token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
      return std::optional(std::string(token));
    }
    case on_demand::json_type::boolean:
      return std::optional<std::string>(value.get_bool().value() ? "true" : "false");
    case on_demand::json_type::null:
      return std::nullopt;
    case on_demand::json_type::array:
    case on_demand::json_type::object:
      break;
  }
  return fail(ErrorCode::invalid_value,
              "a row holds texts, numbers, true, false and null; flatten lists and objects");
}

// The whole line is checked first; then its values are read as they are written, which the tree does not
// keep.
Result<JsonlRow> read_line(std::string_view line) {
  JsonlRow row;
  const simdjson::padded_string padded(line);
  simdjson::dom::parser checker;
  simdjson::dom::object whole = checker.parse(padded);
  if (whole.size() > JsonlReader::cells_max) return fail(ErrorCode::too_large, "a row has too many values");
  on_demand::parser parser;
  on_demand::document document = parser.iterate(padded).value();
  for (auto field : document.get_object()) {
    std::string name(field.unescaped_key().value());
    ASSIGN_OR_RETURN(auto value, text_of(field.value()));
    const bool twice =
        std::any_of(row.cells.begin(), row.cells.end(), [&](const auto& cell) { return cell.first == name; });
    if (twice) return fail(ErrorCode::duplicate_field, "a name stands twice in this row; keep one");
    if (value) row.cells.emplace_back(std::move(name), std::move(*value));
  }
  return row;
}

// read_line, with the exceptions of the library turned into errors.
Result<JsonlRow> read_safely(std::string_view line) {
  try {
    return read_line(line);
  } catch (const simdjson::simdjson_error&) {
    return fail(ErrorCode::invalid_json, "a line must hold one JSON object");
  }
}

}  // namespace

void JsonlReader::add(std::string_view utf8) {
  text_.erase(0, start_);
  start_ = 0;
  text_ += utf8;
}

Result<std::optional<JsonlRow>> JsonlReader::next() {
  for (;;) {
    const std::size_t end = text_.find('\n', start_);
    const std::string_view line = std::string_view(text_).substr(start_, end - start_);
    if (line.size() > row_bytes_max) {
      start_ = end == text_.npos ? text_.size() : end + 1;
      return fail(Error(ErrorCode::too_large, "a row is too long; split it").with("line", Count(++line_)));
    }
    if (end == text_.npos && (!finished_ || line.empty())) return std::nullopt;
    start_ = end == text_.npos ? text_.size() : end + 1;
    ++line_;
    if (is_blank(line)) continue;
    auto row = read_safely(line);
    if (!row) return fail(std::move(row).error().with("line", Count(line_)));
    row->line = line_;
    return std::move(*row);
  }
}

}  // namespace daicho::intake
