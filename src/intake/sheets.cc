// SPDX-License-Identifier: Apache-2.0
#include "intake/sheets.h"

#include <utility>

#include "base/log.h"
#include "intake/rows.h"
#include "text/utf8.h"

namespace daicho::intake {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view row_heading = "daicho_row";

std::string_view mark_of(text::Encoding encoding) {
  return encoding == text::Encoding::utf8_bom ? byte_order_mark : std::string_view();
}

char separator_of(Format format) {
  return format == Format::tsv ? '\t' : ',';
}

}  // namespace

std::string encoded(std::string_view utf8, text::Encoding encoding) {
  const text::Encoding plain = encoding == text::Encoding::utf8_bom ? text::Encoding::utf8 : encoding;
  if (auto whole = text::encode(utf8, plain)) return std::move(*whole);
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    text::next_code_point(utf8, at);
    out += text::encode(utf8.substr(begin, at - begin), plain).value_or("?");
  }
  return out;
}

RejectedSheet::RejectedSheet(const Table& table)
    : format_(table.format()),
      encoding_(table.encoding()),
      headings_(table.headings()),
      heading_row_(table.heading_row()) {
  for (std::size_t place = 0; place < headings_.size(); ++place) {
    if (headings_[place] != code_heading && headings_[place] != reason_heading) kept_.push_back(place);
  }
}

std::string RejectedSheet::heading() const {
  if (format_ == Format::jsonl) return {};
  return std::string(mark_of(encoding_)) + csv_row(heading_row_, code_heading, reason_heading);
}

std::string RejectedSheet::row(const Row& row, std::string_view code, std::string_view reason) const {
  return format_ == Format::jsonl ? jsonl_row(row, code, reason) : csv_row(row.written, code, reason);
}

std::string RejectedSheet::csv_row(const CsvRow& written, std::string_view code,
                                   std::string_view reason) const {
  const char separator = separator_of(format_);
  std::string line;
  for (const std::size_t place : kept_) {
    line += written.raw_cell(place);
    line += separator;
  }
  line += csv_cell(code, separator) + separator + csv_cell(reason, separator);
  line += heading_row_.ends_in_crlf ? "\r\n" : "\n";
  return encoded(line, encoding_);
}

std::string RejectedSheet::jsonl_row(const Row& row, std::string_view code, std::string_view reason) const {
  std::string line = "{";
  const auto add = [&line](std::string_view name, std::string_view value) {
    if (line.size() > 1) line += ',';
    base::append_json_string(line, name);
    line += ':';
    base::append_json_string(line, value);
  };
  for (const std::size_t place : kept_) {
    if (place < row.cells.size() && !row.cells[place].empty()) add(headings_[place], row.cells[place]);
  }
  add(code_heading, code);
  add(reason_heading, reason);
  return encoded(line + "}\n", encoding_);
}

SetAsideSheet::SetAsideSheet(const Table& table, std::vector<std::size_t> columns)
    : encoding_(table.encoding()), columns_(std::move(columns)), headings_(table.headings()) {}

std::string SetAsideSheet::heading() const {
  return std::string(mark_of(encoding_)) + line(row_heading, headings_);
}

std::optional<std::string> SetAsideSheet::row(const Row& row) const {
  bool any = false;
  for (const std::size_t place : columns_)
    any = any || (place < row.cells.size() && !row.cells[place].empty());
  if (!any) return std::nullopt;
  return line(std::to_string(row.number), row.cells);
}

std::string SetAsideSheet::line(std::string_view first, const std::vector<std::string>& cells) const {
  std::string line(first);
  for (const std::size_t place : columns_) {
    line += ',';
    if (place < cells.size()) line += csv_cell(cells[place], ',');
  }
  return encoded(line + "\r\n", encoding_);
}

}  // namespace daicho::intake
