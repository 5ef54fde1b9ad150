// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/table.h"

namespace daicho::intake {

// The rows that were not taken, as they stood in their file and in its encoding, each with why: to be mended
// and imported again. Gives bytes; whoever calls writes them.
class RejectedSheet {
 public:
  // Of the rows of `table`, which is read to its end (for JSONL has its headings late).
  explicit RejectedSheet(const Table& table);

  // The heading row with daicho_code and daicho_reason behind it; nothing for JSONL.
  std::string heading() const;
  std::string row(const Row& row, std::string_view code, std::string_view reason) const;

 private:
  std::string csv_row(const CsvRow& written, std::string_view code, std::string_view reason) const;
  std::string jsonl_row(const Row& row, std::string_view code, std::string_view reason) const;

  Format format_;
  text::Encoding encoding_;
  std::vector<std::string> headings_;
  CsvRow heading_row_;
  std::vector<std::size_t> kept_;  // the columns of the file that are not ours
};

// The cells that the map does not take, with the number of their row: CSV in the encoding of the file, which
// no import reads again.
class SetAsideSheet {
 public:
  SetAsideSheet(const Table& table, std::vector<std::size_t> columns);

  std::string heading() const;
  // Nothing when all those cells are empty.
  std::optional<std::string> row(const Row& row) const;

 private:
  std::string line(std::string_view first, const std::vector<std::string>& cells) const;

  text::Encoding encoding_;
  std::vector<std::size_t> columns_;
  std::vector<std::string> headings_;
};

// `utf8` in the encoding, with a question mark for each character that the encoding lacks. Without byte order
// mark.
std::string encoded(std::string_view utf8, text::Encoding encoding);

}  // namespace daicho::intake
