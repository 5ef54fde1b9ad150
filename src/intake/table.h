// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "intake/csv.h"
#include "intake/jsonl.h"
#include "text/charset.h"

namespace daicho::intake {

// In which form a file holds rows.
enum class Format : std::uint8_t { csv = 1, tsv = 2, jsonl = 3 };

// The form that the ending of a file's name tells: .tsv, .jsonl or .ndjson; all else is CSV. Case does not
// matter.
Format format_of(std::string_view file_name);

// One row of a file: its cells in the order of the headings (those missing at the end are empty).
struct Row {
  std::uint64_t number = 0;  // from 1; the heading row is none
  std::uint64_t line = 0;    // where it begins in the file, from 1
  std::vector<std::string> cells;
  CsvRow written;  // how it stands in the file, without its cells; of CSV and TSV
};

// Gives the next bytes of a file; none at its end.
using ReadBytes = std::function<base::Result<std::string>()>;

// The rows of a file, in whatever encoding and form it has. One thread at a time.
class Table {
 public:
  // Reads the headings. Errors: those of `read`; `invalid_encoding`; what CsvReader says; `missing_field` for
  // a file without a heading row.
  static base::Result<Table> open(Format format, text::Encoding encoding, ReadBytes read);

  // The next row; nothing at the end. An error names `line` and spoils its row only, unless nothing more
  // comes behind it: those of CsvReader and JsonlReader, `invalid_value` for a row with more or fewer cells
  // than the headings (naming `column`, `expected` and `found`), `invalid_encoding`, and those of `read`.
  base::Result<std::optional<Row>> next();

  // The headings of the columns. Of JSONL: all names seen so far, in the order in which they came.
  const std::vector<std::string>& headings() const { return headings_; }
  // The heading row as it is written; empty for JSONL.
  const CsvRow& heading_row() const { return heading_row_; }
  Format format() const { return format_; }
  text::Encoding encoding() const { return encoding_; }

 private:
  Table(Format format, text::Encoding encoding, ReadBytes read);
  base::Status read_more();
  base::Result<std::optional<CsvRow>> next_csv();
  base::Result<std::optional<Row>> row_of(CsvRow written);
  base::Result<std::optional<Row>> next_jsonl();

  Format format_;
  text::Encoding encoding_;
  ReadBytes read_;
  text::Decoder decoder_;
  std::variant<CsvReader, JsonlReader> reader_;
  std::vector<std::string> headings_;
  std::map<std::string, std::size_t, std::less<>> places_;  // of JSONL
  CsvRow heading_row_;
  std::uint64_t rows_ = 0;
  std::uint64_t lines_decoded_ = 0;
  bool ended_ = false;
};

}  // namespace daicho::intake
