// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include <gtest/gtest.h>

#include "http/answer_head.h"

namespace daicho::http {
namespace {

TEST(Headers, finds_a_field_whatever_its_case) {
  Headers headers;
  headers.add("Content-Type", "text/plain");
  headers.add("X-Empty", "");
  EXPECT_EQ(headers.find("content-type"), "text/plain");
  EXPECT_EQ(headers.find("CONTENT-TYPE"), "text/plain");
  EXPECT_EQ(headers.find("x-empty"), "");
  EXPECT_FALSE(headers.find("content-typ").has_value());
}

TEST(Headers, finds_the_first_of_several_and_counts_them) {
  Headers headers;
  headers.add("Cookie", "a=1");
  headers.add("cookie", "b=2");
  EXPECT_EQ(headers.find("Cookie"), "a=1");
  EXPECT_EQ(headers.count("COOKIE"), 2u);
  EXPECT_EQ(headers.name(1), "cookie");
  EXPECT_EQ(headers.value(1), "b=2");
  headers.clear();
  EXPECT_EQ(headers.size(), 0u);
}

// `@` and `` ` `` differ by the bit that tells the cases of letters apart.
TEST(Headers, folds_letters_alone) {
  EXPECT_FALSE(same_field_name("@", "`"));
  EXPECT_TRUE(same_field_name("ETag", "etag"));
}

TEST(AnswerHead, names_the_day_as_RFC_9110_does) {
  EXPECT_EQ(http_date(*base::Instant::parse("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(*base::Instant::parse("2026-11-21T23:59:59.999999Z")), "Sat, 21 Nov 2026 23:59:59 GMT");
  EXPECT_EQ(http_date(base::Instant::from_microseconds(-1)), "Wed, 31 Dec 1969 23:59:59 GMT");
}

std::string head_of(const Answer& answer, Framing framing) {
  framing.date = "DATE";
  std::string out;
  append_answer_head(out, answer, framing);
  return out;
}

TEST(AnswerHead, adds_the_secure_defaults) {
  Answer answer;
  answer.content_type = "application/json";
  Framing framing;
  framing.body_bytes = 7;
  framing.tls = true;
  framing.keep_alive = false;
  EXPECT_EQ(
      head_of(answer, framing),
      "HTTP/1.1 200 OK\r\nDate: DATE\r\nContent-Type: application/json\r\nContent-Length: 7\r\n"
      "Connection: close\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
      "Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
      "Strict-Transport-Security: max-age=31536000\r\n\r\n");
}

TEST(AnswerHead, leaves_what_the_answer_sets_itself) {
  Answer answer;
  answer.content_type = "text/html; charset=utf-8";
  answer.headers = {{"cache-control", "max-age=60"}, {"content-security-policy", "default-src 'self'"}};
  const std::string head = head_of(answer, {});
  EXPECT_NE(head.find("cache-control: max-age=60\r\n"), std::string::npos);
  EXPECT_EQ(head.find("no-store"), std::string::npos);
  EXPECT_EQ(head.find("'none'"), std::string::npos);
  EXPECT_EQ(head.find("Strict-Transport-Security"), std::string::npos);
}

TEST(AnswerHead, gives_no_length_where_there_is_no_body) {
  Answer answer;
  answer.status = 204;
  Framing framing;
  framing.body_bytes = 0;
  EXPECT_EQ(head_of(answer, framing).find("Content-Length"), std::string::npos);
}

TEST(AnswerHead, sends_no_answer_whose_parts_could_be_taken_for_others) {
  struct Row {
    const char* what;
    int status;
    std::string content_type, name, value;
    bool sendable;
  };
  const Row rows[] = {
      {"plain", 200, "text/plain", "Location", "/v1/x", true},
      {"Japanese", 200, "text/plain", "X-Title", "台帳", true},
      {"split value", 200, "text/plain", "Location", "/\r\nSet-Cookie: a=b", false},
      {"bare line feed", 200, "text/plain", "Location", "/\nx", false},
      {"NUL", 200, "text/plain", "Location", std::string("/\0", 2), false},
      {"split type", 200, "text/plain\r\nA: b", "Location", "/", false},
      {"split name", 200, "text/plain", "A: b\r\nC", "d", false},
      {"empty name", 200, "text/plain", "", "d", false},
      {"length", 200, "text/plain", "content-length", "3", false},
      {"coding", 200, "text/plain", "Transfer-Encoding", "chunked", false},
      {"interim", 100, "text/plain", "A", "b", false},
      {"no status", 600, "text/plain", "A", "b", false},
  };
  for (const Row& row : rows) {
    Answer answer;
    answer.status = row.status;
    answer.content_type = row.content_type;
    answer.headers = {{row.name, row.value}};
    EXPECT_EQ(is_sendable(answer), row.sendable) << row.what;
  }
}

}  // namespace
}  // namespace daicho::http
