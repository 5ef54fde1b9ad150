// SPDX-License-Identifier: Apache-2.0
#include "intake/jsonl.h"

#include <gtest/gtest.h>

namespace daicho::intake {
namespace {

using Cells = std::vector<std::pair<std::string, std::string>>;

TEST(Jsonl, reads_an_object_a_line_however_it_is_cut) {
  const std::string text =
      "{\"氏名\":\"髙橋\",\"年\":30,\"率\":-1.5e3,\"可\":true,\"否\":false,\"無\":null}\r\n"
      "\n"
      "  {\"a\" : \"x\\ny\\u3042\"}  \n"
      "{}";
  for (const std::size_t piece : {1u, 5u, 4096u}) {
    JsonlReader reader;
    std::vector<JsonlRow> rows;
    for (std::size_t at = 0; at < text.size() + piece; at += piece) {
      if (at < text.size()) {
        reader.add(std::string_view(text).substr(at, piece));
      } else {
        reader.finish();
      }
      while (auto row = reader.next().value()) rows.push_back(*row);
    }
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].cells,
              (Cells{{"氏名", "髙橋"}, {"年", "30"}, {"率", "-1.5e3"}, {"可", "true"}, {"否", "false"}}));
    EXPECT_EQ(rows[1].cells, (Cells{{"a", "x\nyあ"}}));
    EXPECT_EQ(rows[1].line, 3u);
    EXPECT_EQ(rows[2].cells, Cells{});
  }
}

TEST(Jsonl, names_the_line_of_what_is_broken_and_goes_on) {
  const struct {
    const char* line;
    const char* error;
  } cases[] = {
      {"{\"a\":", "invalid_json"},
      {"[1]", "invalid_json"},
      {"\"a\"", "invalid_json"},
      {"{\"a\":1} {\"b\":2}", "invalid_json"},
      {"{\"a\":nul}", "invalid_json"},
      {"{\"a\":01}", "invalid_json"},
      {"{\"a\":tru}", "invalid_json"},
      {"{\"a\":\"\xff\"}", "invalid_json"},
      {"{\"a\":1,\"a\":2}", "duplicate_field"},
      {"{\"a\":[1]}", "invalid_value"},
      {"{\"a\":{\"b\":1}}", "invalid_value"},
  };
  for (const auto& one : cases) {
    JsonlReader reader;
    reader.add(std::string("{\"a\":1}\n") + one.line + "\n{\"b\":2}\n");
    reader.finish();
    EXPECT_EQ(reader.next().value()->cells, (Cells{{"a", "1"}}));
    const auto broken = reader.next();
    ASSERT_FALSE(broken.has_value()) << one.line;
    EXPECT_TRUE(broken.error().text().starts_with(one.error)) << one.line << ": " << broken.error().text();
    EXPECT_NE(broken.error().text().find("line=2"), std::string::npos) << one.line;
    EXPECT_EQ(reader.next().value()->cells, (Cells{{"b", "2"}})) << one.line;
  }
}

TEST(Jsonl, refuses_a_row_that_is_too_long) {
  JsonlReader reader;
  reader.add("{\"a\":\"" + std::string(JsonlReader::row_bytes_max, 'x') + "\"}\n{\"b\":2}\n");
  reader.finish();
  EXPECT_TRUE(reader.next().error().text().starts_with("too_large"));
  EXPECT_EQ(reader.next().value()->line, 2u);
}

}  // namespace
}  // namespace daicho::intake
