// SPDX-License-Identifier: Apache-2.0
#include "intake/table.h"

#include <gtest/gtest.h>

namespace daicho::intake {
namespace {

ReadBytes pieces_of(std::string bytes, std::size_t piece_bytes) {
  return [bytes = std::move(bytes), piece_bytes, at = std::size_t{0}]() mutable -> base::Result<std::string> {
    std::string piece = bytes.substr(std::min(at, bytes.size()), piece_bytes);
    at += piece.size();
    return piece;
  };
}

// The cells of all rows, one row a line; errors in angle brackets.
std::string all_rows(Format format, text::Encoding encoding, const std::string& bytes,
                     std::size_t piece_bytes = 5) {
  auto table = Table::open(format, encoding, pieces_of(bytes, piece_bytes));
  if (!table) return "<" + table.error().text() + ">";
  std::string out;
  for (;;) {
    const auto row = table->next();
    if (!row) {
      out += "<" + row.error().text() + ">\n";
      continue;
    }
    if (!*row) return out;
    out += std::to_string((*row)->number) + "@" + std::to_string((*row)->line);
    for (const std::string& cell : (*row)->cells) out += "|" + cell;
    out += "\n";
  }
}

TEST(Tables, tell_their_form_by_the_name_of_the_file) {
  EXPECT_EQ(format_of("a.csv"), Format::csv);
  EXPECT_EQ(format_of("a"), Format::csv);
  EXPECT_EQ(format_of("a.TSV"), Format::tsv);
  EXPECT_EQ(format_of("a.jsonl"), Format::jsonl);
  EXPECT_EQ(format_of("a.csv.ndjson"), Format::jsonl);
}

TEST(Tables, read_every_encoding) {
  const std::string text = "氏名,備考\r\n髙橋,\"能、\n架空\"\r\n①,㈱\r\n";
  const std::string rows = "1@2|髙橋|能、\n架空\n2@4|①|㈱\n";
  for (const text::Encoding encoding : {text::Encoding::utf8, text::Encoding::utf8_bom, text::Encoding::cp932,
                                        text::Encoding::euc_jp, text::Encoding::cp51932}) {
    const auto bytes = text::encode(text, encoding);
    ASSERT_TRUE(bytes.has_value());
    for (const std::size_t piece : {1u, 3u, 4096u}) {
      EXPECT_EQ(all_rows(Format::csv, encoding, *bytes, piece), rows) << public_name(encoding).text();
    }
  }
}

TEST(Tables, refuse_rows_that_are_ragged_and_go_on) {
  EXPECT_EQ(all_rows(Format::csv, text::Encoding::utf8, "a,b\n1\n2,3\n4,5,6\n7,8\n"),
            "<invalid_value: a row has another number of cells than the headings; add or take out cells "
            "(line=2, column=2, expected=2, found=1)>\n"
            "2@3|2|3\n"
            "<invalid_value: a row has another number of cells than the headings; add or take out cells "
            "(line=4, column=5, expected=2, found=3)>\n"
            "4@5|7|8\n");
}

TEST(Tables, stop_at_what_they_cannot_read) {
  EXPECT_EQ(all_rows(Format::csv, text::Encoding::utf8, "a\n1\n2\"\n3\n").substr(0, 6), "1@2|1\n");
  const std::string broken = all_rows(Format::csv, text::Encoding::utf8, "a\n1\n\xff\n3\n", 4096);
  EXPECT_TRUE(broken.starts_with("<invalid_encoding")) << broken;
  EXPECT_NE(broken.find("line=3"), std::string::npos) << broken;
  EXPECT_TRUE(all_rows(Format::csv, text::Encoding::utf8, "").starts_with("<missing_field"));
  EXPECT_TRUE(all_rows(Format::csv, text::Encoding::cp932, "a\n\x83").find("invalid_encoding") !=
              std::string::npos);
}

TEST(Tables, give_no_half_row_when_the_file_breaks_off) {
  int calls = 0;
  auto table = Table::open(Format::csv, text::Encoding::utf8, [&calls]() -> base::Result<std::string> {
    if (++calls == 1) return "a\n1\n2";
    return base::fail(base::ErrorCode::file_not_readable, "gone");
  });
  EXPECT_TRUE(table->next()->has_value());
  EXPECT_FALSE(table->next().has_value());
  EXPECT_EQ(*table->next(), std::nullopt);
}

TEST(Tables, of_jsonl_learn_their_headings_as_they_come) {
  const std::string bytes = "{\"a\":\"1\"}\n[]\n{\"b\":2,\"a\":\"3\"}\n\n{\"c\":4}";
  EXPECT_EQ(all_rows(Format::jsonl, text::Encoding::utf8, bytes).substr(0, 6), "1@1|1\n");
  EXPECT_NE(all_rows(Format::jsonl, text::Encoding::utf8, bytes).find("3@3|3|2\n4@5|||4\n"),
            std::string::npos);
}

}  // namespace
}  // namespace daicho::intake
