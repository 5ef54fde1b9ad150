// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace daicho::intake {

// How a table of cells is written as text (RFC 4180).
struct CsvForm {
  char separator = ',';  // a tab for tab-separated values
  std::size_t row_bytes_max = 1024 * 1024;
  std::size_t columns_max = 1'024;
};

// One row as it stands in the file: its cells, and the text they were read from.
struct CsvRow {
  std::uint64_t line = 0;          // of its first character, from 1
  std::vector<std::string> cells;  // unquoted
  std::string raw;                 // without the end of line
  std::vector<std::size_t> ends;   // where each cell ends in `raw`, in bytes
  bool ends_in_crlf = false;

  // The cell at `place` as it is written, with its quotes.
  std::string_view raw_cell(std::size_t place) const;
};

// Reads CSV piece by piece. Rows end in CRLF or LF, the last one may end without; line breaks and separators
// stand in quotes, a quote in quotes is doubled. Empty lines are passed over. One thread at a time.
class CsvReader {
 public:
  explicit CsvReader(CsvForm form = {}) : form_(form) {}

  // More of the text: UTF-8, cut anywhere.
  void add(std::string_view utf8);
  // Says that the text has ended.
  void finish() { finished_ = true; }

  // The next row; nothing when more text is needed, or at the end. Errors name `line` and `column` (in
  // characters, from 1): `invalid_value` for a quote inside an unquoted cell, a character behind a closing
  // quote, a quote that is never closed, a carriage return without line feed; `too_large` for too long a row
  // or too many columns. After an error nothing more can be read, for where the next row begins is not known.
  base::Result<std::optional<CsvRow>> next();

 private:
  enum class Step : std::uint8_t { cell, row, more };

  base::Result<Step> read_row(CsvRow& row);
  base::Result<Step> read_quoted(std::size_t& at, std::string& cell);
  base::Result<Step> read_plain(std::size_t& at, std::string& cell);
  base::Result<Step> read_end(std::size_t& at, bool& crlf);
  bool needs_more(std::size_t at) const { return at == text_.size() && !finished_; }
  tl::unexpected<base::Error> refuse(base::ErrorCode code, base::Literal way_out, std::size_t at);
  void pass_empty_lines();

  CsvForm form_;
  std::string text_;
  std::size_t start_ = 0;  // of the next row in text_
  std::uint64_t line_ = 1;
  bool finished_ = false;
  bool failed_ = false;
};

// A cell as it is written: in quotes where it must be.
std::string csv_cell(std::string_view cell, char separator);

}  // namespace daicho::intake
