// SPDX-License-Identifier: Apache-2.0
#include "intake/csv.h"

#include <gtest/gtest.h>

namespace daicho::intake {
namespace {

using Cells = std::vector<std::vector<std::string>>;

// Everything the reader makes of `text`, given in pieces of `piece_bytes`; the text of the error at its end.
struct Reading {
  Cells rows;
  std::vector<std::uint64_t> lines;
  std::string error;
};
Reading read(std::string_view text, std::size_t piece_bytes = 4096, CsvForm form = {}) {
  Reading reading;
  CsvReader reader(form);
  for (std::size_t at = 0;; at += piece_bytes) {
    if (at < text.size()) {
      reader.add(text.substr(at, piece_bytes));
    } else {
      reader.finish();
    }
    for (;;) {
      auto row = reader.next();
      if (!row) {
        reading.error = row.error().text();
        return reading;
      }
      if (!*row) break;
      reading.rows.push_back((*row)->cells);
      reading.lines.push_back((*row)->line);
    }
    if (at >= text.size()) return reading;
  }
}

TEST(Csv, reads_what_rfc_4180_describes_however_it_is_cut) {
  const struct {
    const char* name;
    std::string text;
    Cells rows;
  } cases[] = {
      {"nothing", "", {}},
      {"one cell", "a", {{"a"}}},
      {"LF", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
      {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"no end of line at the end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"empty cells", ",\n,,\n", {{"", ""}, {"", "", ""}}},
      {"empty last cell at the end", "a,", {{"a", ""}}},
      {"quotes", "\"a\",\"b\"\n", {{"a", "b"}}},
      {"a separator in quotes", "\"a,b\",c\n", {{"a,b", "c"}}},
      {"a quote in quotes", "\"a\"\"b\",\"\"\"\"\n", {{"a\"b", "\""}}},
      {"an empty cell in quotes", "\"\",b\n", {{"", "b"}}},
      {"line breaks in quotes", "\"a\nb\",\"c\r\nd\"\r\ne,f\r\n", {{"a\nb", "c\r\nd"}, {"e", "f"}}},
      {"empty lines", "\n\na,b\n\r\n\nc,d\n\n", {{"a", "b"}, {"c", "d"}}},
      {"Japanese", "氏名,備考\n髙橋,\"架空、\n架空\"\n", {{"氏名", "備考"}, {"髙橋", "架空、\n架空"}}},
      {"spaces stay", " a , b\n", {{" a ", " b"}}},
  };
  for (const auto& one : cases) {
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 4096u}) {
      const Reading reading = read(one.text, piece);
      EXPECT_EQ(reading.rows, one.rows) << one.name << " in pieces of " << piece;
      EXPECT_EQ(reading.error, "") << one.name;
    }
  }
}

TEST(Csv, names_line_and_column_of_what_is_broken) {
  const struct {
    const char* text;
    const char* error;
  } cases[] = {
      {"a,b\nc,d\"e\n", "line=2, column=4"},
      {"氏名,b\"\n", "line=1, column=5"},
      {"\"a\"b,c\n", "line=1, column=4"},
      {"a,b\n\"c\nd\"x\n", "line=3, column=3"},
      {"a,b\nc,\"d\n\ne\n", "line=2, column=3"},
      {"a\rb\n", "line=1, column=2"},
      {"a,b\r", "line=1, column=4"},
      {"\"a\"\r", "line=1, column=4"},
  };
  for (const auto& one : cases) {
    for (const std::size_t piece : {1u, 4096u}) {
      EXPECT_NE(read(one.text, piece).error.find(one.error), std::string::npos)
          << one.text << ": " << read(one.text, piece).error;
    }
  }
}

TEST(Csv, gives_the_rows_before_a_broken_one_and_nothing_behind_it) {
  CsvReader reader;
  reader.add("a,b\nc\"\nd,e\n");
  reader.finish();
  EXPECT_TRUE(reader.next()->has_value());
  EXPECT_FALSE(reader.next().has_value());
  EXPECT_EQ(*reader.next(), std::nullopt);
}

TEST(Csv, knows_the_line_of_each_row) {
  EXPECT_EQ(read("a\n\n\"b\nb\"\nc\n", 2).lines, (std::vector<std::uint64_t>{1, 3, 5}));
}

TEST(Csv, keeps_how_each_cell_is_written) {
  CsvReader reader;
  reader.add("a,\"b\"\"c\",,d\r\n");
  reader.finish();
  const CsvRow row = **reader.next();
  EXPECT_EQ(row.raw, "a,\"b\"\"c\",,d");
  EXPECT_TRUE(row.ends_in_crlf);
  EXPECT_EQ(row.raw_cell(0), "a");
  EXPECT_EQ(row.raw_cell(1), "\"b\"\"c\"");
  EXPECT_EQ(row.raw_cell(2), "");
  EXPECT_EQ(row.raw_cell(3), "d");
}

TEST(Csv, refuses_rows_above_the_limits) {
  const CsvForm form{.row_bytes_max = 8, .columns_max = 3};
  EXPECT_EQ(read("a,b,c\n12345678\n", 4, form).error, "");
  EXPECT_TRUE(read("123456789\n", 4, form).error.starts_with("too_large"));
  EXPECT_TRUE(read("a\n\"1234567890", 4, form).error.starts_with("too_large"));
  EXPECT_TRUE(read("a,b,c,d\n", 4, form).error.starts_with("too_large"));
}

TEST(Csv, reads_tabs_where_they_are_the_separator) {
  EXPECT_EQ(read("a,1\tb\n", 4096, {.separator = '\t'}).rows, (Cells{{"a,1", "b"}}));
}

TEST(Csv, writes_cells_that_are_read_back_as_they_were) {
  for (const char* cell :
       {"", "a", "a,b", "a\"b", "a\nb", "a\r\nb", " a", "a ", "\"", "髙橋　太郎", "=1+1"}) {
    const std::string line = csv_cell(cell, ',') + "," + csv_cell(cell, ',') + "\n";
    EXPECT_EQ(read(line).rows, (Cells{{cell, cell}})) << line;
  }
  EXPECT_EQ(csv_cell("plain", ','), "plain");
}

}  // namespace
}  // namespace daicho::intake
