// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <gtest/gtest.h>

namespace daicho::http {
namespace {

TEST(Target, decodes_the_path_once) {
  struct Row {
    const char* target;
    const char* path;
    const char* query;
    const char* authority;
  };
  const Row rows[] = {
      {"/", "/", "", ""},
      {"/v1/subjects", "/v1/subjects", "", ""},
      {"/v1/subjects?limit=10&after=x%20y", "/v1/subjects", "limit=10&after=x%20y", ""},
      {"/%E5%8F%B0%E5%B8%B3", "/台帳", "", ""},
      {"/a%252e", "/a%2e", "", ""},
      {"/a%2Bb+c", "/a+b+c", "", ""},
      {"/a?b?c/d", "/a", "b?c/d", ""},
      {"/...", "/...", "", ""},
      {"/a//b", "/a//b", "", ""},
      {"http://daicho.example/a?b", "/a", "b", "daicho.example"},
      {"HTTPS://daicho.example:8443", "/", "", "daicho.example:8443"},
      {"http://[::1]:80?b", "/", "b", "[::1]:80"},
  };
  for (const Row& row : rows) {
    const auto decoded = decode_target("GET", row.target);
    ASSERT_TRUE(decoded.has_value()) << row.target;
    EXPECT_EQ(decoded->path, row.path) << row.target;
    EXPECT_EQ(decoded->query, row.query) << row.target;
    EXPECT_EQ(decoded->authority, row.authority) << row.target;
  }
}

TEST(Target, refuses_what_could_be_read_in_two_ways) {
  const std::string_view targets[] = {
      "",
      "a",
      "*",
      "/%",
      "/%4",
      "/%zz",
      "/%00",
      "/%0a",
      "/%7f",
      "/a%2fb",
      "/a%5cb",
      "/a\\b",
      "/..",
      "/a/../b",
      "/a/%2e%2e/b",
      "/a/.%2E",
      "/./a",
      "/a/.",
      "/%ff",
      "/%c0%ae",
      "/%ed%a0%80",
      "/台帳",
      "/a b",
      "/a#b",
      "/a?b#c",
      "/a?b c",
      "/a?%g0",
      "/a?\"",
      "daicho.example:443",
      "ftp://daicho.example/",
      "http:///a",
      "http://user@daicho.example/",
      "http://daicho.example:port/",
      "http://daicho.example:123456/",
      "http://[::1/",
  };
  for (const std::string_view target : targets) {
    const auto decoded = decode_target("GET", target);
    ASSERT_FALSE(decoded.has_value()) << target;
    EXPECT_EQ(decoded.error().code(), base::ErrorCode::invalid_encoding) << target;
  }
}

TEST(Target, takes_an_asterisk_for_OPTIONS_alone) {
  ASSERT_TRUE(decode_target("OPTIONS", "*").has_value());
  EXPECT_EQ(decode_target("OPTIONS", "*")->path, "*");
}

TEST(Target, knows_an_authority) {
  for (const char* good :
       {"a", "a.example", "a.example:80", "127.0.0.1:1", "[::1]", "[::ffff:1.2.3.4]:443", "a:"}) {
    EXPECT_TRUE(is_authority(good)) << good;
  }
  for (const char* bad :
       {"", ":80", "a b", "a,b", "a/b", "u@a", "a:8x", "[]", "[::1", "::1", "[g::1]", "a%41", "a\xe5"}) {
    EXPECT_FALSE(is_authority(bad)) << bad;
  }
}

TEST(Target, decodes_query_fields) {
  const auto fields = query_fields("limit=10&&name=a%20b+c&flag&empty=&x=a=b&%E5%8F%B0=%E5%B8%B3");
  ASSERT_TRUE(fields.has_value());
  ASSERT_EQ(fields->size(), 6u);
  EXPECT_EQ((*fields)[0].name, "limit");
  EXPECT_EQ((*fields)[0].value, "10");
  EXPECT_EQ((*fields)[1].value, "a b c");
  EXPECT_EQ((*fields)[2].name, "flag");
  EXPECT_EQ((*fields)[2].value, "");
  EXPECT_EQ((*fields)[4].value, "a=b");
  EXPECT_EQ((*fields)[5].name, "台");
  EXPECT_EQ((*fields)[5].value, "帳");
}

TEST(Target, refuses_malformed_and_endless_queries) {
  for (const char* bad : {"a=%", "a=%00", "%0d=1", "a=%ff", "a=\x01"}) {
    EXPECT_FALSE(query_fields(bad).has_value()) << bad;
  }
  std::string many;
  for (std::size_t i = 0; i < query_fields_max; ++i) many += "a=1&";
  EXPECT_TRUE(query_fields(many).has_value());
  many += "a=1";
  ASSERT_FALSE(query_fields(many).has_value());
  EXPECT_EQ(query_fields(many).error().code(), base::ErrorCode::too_large);
}

}  // namespace
}  // namespace daicho::http
