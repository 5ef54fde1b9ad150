// SPDX-License-Identifier: Apache-2.0
#include "intake/csv.h"

#include <algorithm>

namespace daicho::intake {
namespace {

using base::Count;
using base::ErrorCode;
using base::Literal;
using base::Result;

constexpr char quote = '"';

std::uint64_t characters(std::string_view utf8) {
  return static_cast<std::uint64_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

std::string_view CsvRow::raw_cell(std::size_t place) const {
  const std::size_t begin = place == 0 ? 0 : ends[place - 1] + 1;
  return std::string_view(raw).substr(begin, ends[place] - begin);
}

void CsvReader::add(std::string_view utf8) {
  text_.erase(0, start_);
  start_ = 0;
  text_ += utf8;
}

tl::unexpected<base::Error> CsvReader::refuse(ErrorCode code, Literal way_out, std::size_t at) {
  failed_ = true;
  const std::string_view before = std::string_view(text_).substr(start_, at - start_);
  const std::size_t line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const auto line = line_ + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  return base::fail(base::Error(code, way_out)
                        .with("line", Count(line))
                        .with("column", Count(characters(before.substr(line_begin)) + 1)));
}

void CsvReader::pass_empty_lines() {
  for (;;) {
    const std::string_view rest = std::string_view(text_).substr(start_);
    const std::size_t length = rest.starts_with("\n") ? 1 : rest.starts_with("\r\n") ? 2 : 0;
    if (length == 0) return;
    start_ += length;
    ++line_;
  }
}

Result<std::optional<CsvRow>> CsvReader::next() {
  if (failed_) return std::nullopt;
  pass_empty_lines();
  if (start_ == text_.size()) return std::nullopt;
  CsvRow row;
  row.line = line_;
  ASSIGN_OR_RETURN(const Step step, read_row(row));
  if (step == Step::row) return row;
  if (text_.size() - start_ > form_.row_bytes_max) {
    return refuse(ErrorCode::too_large, "a row is too long; look for a quote that is not closed", start_);
  }
  return std::nullopt;
}

// Reads the row at start_, and moves behind it when it is there to its end.
Result<CsvReader::Step> CsvReader::read_row(CsvRow& row) {
  std::size_t at = start_;
  for (;;) {
    std::string cell;
    const bool quoted = at < text_.size() && text_[at] == quote;
    ASSIGN_OR_RETURN(const Step read, quoted ? read_quoted(at, cell) : read_plain(at, cell));
    if (read == Step::more) return read;
    row.cells.push_back(std::move(cell));
    row.ends.push_back(at - start_);
    if (row.cells.size() > form_.columns_max)
      return refuse(ErrorCode::too_large, "a row has too many columns", at);
    ASSIGN_OR_RETURN(const Step end, read_end(at, row.ends_in_crlf));
    if (end == Step::more) return end;
    if (end == Step::row) break;
  }
  if (row.ends.back() > form_.row_bytes_max)
    return refuse(ErrorCode::too_large, "a row is too long; split it", start_);
  row.raw = text_.substr(start_, row.ends.back());
  line_ += static_cast<std::uint64_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(start_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  start_ = at;
  return Step::row;
}

Result<CsvReader::Step> CsvReader::read_quoted(std::size_t& at, std::string& cell) {
  const std::size_t opening = at++;
  for (;;) {
    const std::size_t closing = text_.find(quote, at);
    if (closing == text_.npos) {
      if (!finished_) return Step::more;
      return refuse(ErrorCode::invalid_value, "this quote is never closed; close it", opening);
    }
    cell.append(text_, at, closing - at);
    at = closing + 1;
    if (needs_more(at)) return Step::more;  // the next character may be a second quote
    if (at == text_.size() || text_[at] != quote) return Step::cell;
    cell.push_back(quote);
    ++at;
  }
}

Result<CsvReader::Step> CsvReader::read_plain(std::size_t& at, std::string& cell) {
  const std::size_t begin = at;
  const char ends[] = {form_.separator, '\n', '\r', quote, '\0'};
  at = std::min(text_.find_first_of(ends, begin, 4), text_.size());
  if (needs_more(at)) return Step::more;
  if (at < text_.size() && text_[at] == quote) {
    return refuse(ErrorCode::invalid_value,
                  "a quote stands inside a cell without quotes; put the cell in quotes and double it", at);
  }
  cell.assign(text_, begin, at - begin);
  return Step::cell;
}

// Reads what stands behind a cell: a separator, or the end of the row.
Result<CsvReader::Step> CsvReader::read_end(std::size_t& at, bool& crlf) {
  if (needs_more(at)) return Step::more;
  if (at == text_.size()) return Step::row;
  const char c = text_[at];
  if (c == form_.separator) {
    ++at;
    return Step::cell;
  }
  if (c == '\n') {
    ++at;
    return Step::row;
  }
  if (c != '\r')
    return refuse(ErrorCode::invalid_value, "only a separator may stand behind a closing quote", at);
  if (needs_more(at + 1)) return Step::more;
  if (at + 1 == text_.size() || text_[at + 1] != '\n') {
    return refuse(ErrorCode::invalid_value, "a carriage return stands alone; end rows with LF or CRLF", at);
  }
  at += 2;
  crlf = true;
  return Step::row;
}

std::string csv_cell(std::string_view cell, char separator) {
  const char special[] = {separator, quote, '\r', '\n'};
  const bool needs_quotes = cell.find_first_of(std::string_view(special, sizeof special)) != cell.npos ||
                            (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
  if (!needs_quotes) return std::string(cell);
  std::string out(1, quote);
  for (const char c : cell) {
    if (c == quote) out.push_back(quote);
    out.push_back(c);
  }
  out.push_back(quote);
  return out;
}

}  // namespace daicho::intake
