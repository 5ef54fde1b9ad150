// SPDX-License-Identifier: Apache-2.0
#include "intake/sheets.h"

#include <gtest/gtest.h>

namespace daicho::intake {
namespace {

struct Loaded {
  Table table;
  std::vector<Row> rows;
};

Loaded load(Format format, text::Encoding encoding, const std::string& bytes) {
  bool given = false;
  Table table = Table::open(format, encoding, [&given, &bytes]() -> base::Result<std::string> {
                  return std::exchange(given, true) ? std::string() : bytes;
                }).value();
  std::vector<Row> rows;
  while (auto row = table.next().value()) rows.push_back(std::move(*row));
  return {std::move(table), std::move(rows)};
}

// What a rejected sheet of all rows holds.
std::string rejected(Format format, text::Encoding encoding, const std::string& bytes) {
  const Loaded loaded = load(format, encoding, bytes);
  const RejectedSheet sheet(loaded.table);
  std::string out = sheet.heading();
  for (const Row& row : loaded.rows) out += sheet.row(row, "invalid_value", "直す, \"ここ\"");
  return out;
}

TEST(RejectedSheet, gives_rows_back_as_they_were_written_in_every_encoding) {
  const std::string text = "氏名,\"備考\"\r\n\"髙橋\",\"a\"\"b\r\nc\"\r\n渡邊,\r\n";
  const std::string expected =
      "氏名,\"備考\",daicho_code,daicho_reason\r\n"
      "\"髙橋\",\"a\"\"b\r\nc\",invalid_value,\"直す, \"\"ここ\"\"\"\r\n"
      "渡邊,,invalid_value,\"直す, \"\"ここ\"\"\"\r\n";
  for (const text::Encoding encoding : {text::Encoding::utf8, text::Encoding::utf8_bom, text::Encoding::cp932,
                                        text::Encoding::euc_jp, text::Encoding::cp51932}) {
    EXPECT_EQ(rejected(Format::csv, encoding, text::encode(text, encoding).value()),
              text::encode(expected, encoding).value())
        << public_name(encoding).text();
  }
}

TEST(RejectedSheet, replaces_the_reasons_of_an_earlier_import) {
  EXPECT_EQ(rejected(Format::csv, text::Encoding::utf8, "daicho_code,a,daicho_reason,b\nold,1,old,2\n"),
            "a,b,daicho_code,daicho_reason\n1,2,invalid_value,\"直す, \"\"ここ\"\"\"\n");
  EXPECT_EQ(rejected(Format::jsonl, text::Encoding::utf8, "{\"daicho_code\":\"old\",\"a\":1,\"n\":null}\n"),
            "{\"a\":\"1\",\"daicho_code\":\"invalid_value\",\"daicho_reason\":\"直す, \\\"ここ\\\"\"}\n");
}

TEST(RejectedSheet, of_tabs_has_tabs) {
  EXPECT_EQ(rejected(Format::tsv, text::Encoding::utf8, "a\tb\n1,1\t2\n"),
            "a\tb\tdaicho_code\tdaicho_reason\n1,1\t2\tinvalid_value\t\"直す, \"\"ここ\"\"\"\n");
}

TEST(SetAsideSheet, holds_the_columns_and_numbers_of_rows_that_have_something_in_them) {
  const Loaded loaded =
      load(Format::csv, text::Encoding::utf8, "a,趣味,b,体重\n1,\"釣,山\",2,\n3,,4,\n5,,6,60\n");
  const SetAsideSheet sheet(loaded.table, {1, 3});
  EXPECT_EQ(sheet.heading(), "daicho_row,趣味,体重\r\n");
  EXPECT_EQ(sheet.row(loaded.rows[0]), "1,\"釣,山\",\r\n");
  EXPECT_EQ(sheet.row(loaded.rows[1]), std::nullopt);
  EXPECT_EQ(sheet.row(loaded.rows[2]), "3,,60\r\n");
}

TEST(Encoded, has_a_question_mark_for_what_the_encoding_lacks) {
  EXPECT_EQ(encoded("a𠮷b", text::Encoding::cp932), "a?b");
  EXPECT_EQ(encoded("あ", text::Encoding::cp932), "\x82\xa0");
  EXPECT_EQ(encoded("あ", text::Encoding::utf8_bom), "あ");
}

}  // namespace
}  // namespace daicho::intake
