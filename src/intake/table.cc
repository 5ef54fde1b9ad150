// SPDX-License-Identifier: Apache-2.0
#include "intake/table.h"

#include <algorithm>
#include <utility>

namespace daicho::intake {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

std::variant<CsvReader, JsonlReader> reader_of(Format format) {
  switch (format) {
    case Format::csv:
      return CsvReader();
    case Format::tsv:
      return CsvReader(CsvForm{.separator = '\t'});
    case Format::jsonl:
      return JsonlReader();
  }
  return CsvReader();
}

// A row that has not as many cells as the headings: the place of the first cell too many, or of the row's
// end.
Error ragged(const CsvRow& row, std::size_t expected) {
  const std::size_t found = row.cells.size();
  const std::size_t at = found > expected ? row.ends[expected - 1] + 1 : row.raw.size();
  const std::string_view before = std::string_view(row.raw).substr(0, at);
  const std::size_t line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const auto characters =
      std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  const auto lines = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  return Error(ErrorCode::invalid_value,
               "a row has another number of cells than the headings; add or take out cells")
      .with("line", Count(row.line + lines))
      .with("column", Count(static_cast<std::uint64_t>(characters) + 1))
      .with("expected", Count(expected))
      .with("found", Count(found));
}

}  // namespace

Format format_of(std::string_view file_name) {
  const auto ends_in = [file_name](std::string_view ending) {
    if (file_name.size() < ending.size()) return false;
    return std::equal(
        ending.begin(), ending.end(), file_name.end() - static_cast<std::ptrdiff_t>(ending.size()),
        [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b); });
  };
  if (ends_in(".tsv")) return Format::tsv;
  if (ends_in(".jsonl") || ends_in(".ndjson")) return Format::jsonl;
  return Format::csv;
}

Table::Table(Format format, text::Encoding encoding, ReadBytes read)
    : format_(format),
      encoding_(encoding),
      read_(std::move(read)),
      decoder_(encoding),
      reader_(reader_of(format)) {}

Result<Table> Table::open(Format format, text::Encoding encoding, ReadBytes read) {
  Table table(format, encoding, std::move(read));
  if (format == Format::jsonl) return table;
  ASSIGN_OR_RETURN(auto headings, table.next_csv());
  if (!headings) return fail(ErrorCode::missing_field, "the file is empty; its first row holds the headings");
  table.headings_ = std::exchange(headings->cells, {});
  table.heading_row_ = std::move(*headings);
  return table;
}

Result<std::optional<Row>> Table::next() {
  if (format_ == Format::jsonl) return next_jsonl();
  ASSIGN_OR_RETURN(auto written, next_csv());
  if (!written) return std::nullopt;
  return row_of(std::move(*written));
}

// Decodes the next piece of the file; at its end, tells the reader so.
Status Table::read_more() {
  auto bytes = read_();
  std::string text;
  Status decoded;
  if (bytes) decoded = bytes->empty() ? decoder_.finish() : decoder_.decode(*bytes, text);
  ended_ = !bytes || bytes->empty() || !decoded;
  std::visit(
      [&](auto& reader) {
        reader.add(text);
        // What stood before an error is not the end of the file: its last line may be half a line.
        if (bytes && bytes->empty()) reader.finish();
      },
      reader_);
  lines_decoded_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  if (!bytes) return fail(std::move(bytes).error());
  if (!decoded) return fail(std::move(decoded).error().with("line", Count(lines_decoded_ + 1)));
  return {};
}

Result<std::optional<CsvRow>> Table::next_csv() {
  for (;;) {
    ASSIGN_OR_RETURN(auto row, std::get<CsvReader>(reader_).next());
    if (row || ended_) return row;
    RETURN_IF_ERROR(read_more());
  }
}

Result<std::optional<Row>> Table::row_of(CsvRow written) {
  Row row{.number = ++rows_, .line = written.line, .cells = {}, .written = {}};
  if (written.cells.size() != headings_.size()) return fail(ragged(written, headings_.size()));
  row.cells = std::exchange(written.cells, {});
  row.written = std::move(written);
  return row;
}

Result<std::optional<Row>> Table::next_jsonl() {
  for (;;) {
    auto found = std::get<JsonlReader>(reader_).next();
    if (!found) {
      ++rows_;
      return fail(std::move(found).error());
    }
    if (!*found) {
      if (ended_) return std::nullopt;
      RETURN_IF_ERROR(read_more());
      continue;
    }
    Row row{.number = ++rows_,
            .line = (*found)->line,
            .cells = std::vector<std::string>(headings_.size()),
            .written = {}};
    for (auto& [name, value] : (*found)->cells) {
      const auto [known, is_new] = places_.try_emplace(name, headings_.size());
      if (is_new) {
        headings_.push_back(name);
        row.cells.emplace_back();
      }
      row.cells[known->second] = std::move(value);
    }
    return row;
  }
}

}  // namespace daicho::intake
