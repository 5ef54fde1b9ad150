// SPDX-License-Identifier: Apache-2.0
#include "http/request_parser.h"

#include <gtest/gtest.h>

namespace daicho::http {
namespace {

using base::ErrorCode;

constexpr RequestParser::Limits limits{1024, 10};

// The outcome of feeding `bytes` in pieces of `step` bytes: "whole" or the name of an error, or "more".
std::string outcome(std::string_view bytes, std::size_t step = 1'000'000) {
  RequestParser parser(limits);
  std::size_t start = 0;
  for (std::size_t end = std::min(step, bytes.size());; end = std::min(end + step, bytes.size())) {
    const auto fed = parser.feed_head(bytes.substr(start, end - start));
    if (!fed) return std::string(base::public_name(fed.error().code()).text());
    if (fed->whole) return "whole";
    start += fed->consumed;
    if (end == bytes.size()) return "more";
  }
}

struct Row {
  const char* what;
  std::string request;
  const char* outcome;
};

const std::vector<Row>& rows() {
  static const std::string nul("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 35);
  static const std::vector<Row> all = {
      {"plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "whole"},
      {"HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", "whole"},
      {"length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "whole"},
      {"chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", "whole"},
      {"expectation", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n",
       "whole"},
      {"half", "GET / HTTP/1.1\r\nHost: a\r\n", "more"},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", "malformed_request"},
      {"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "malformed_request"},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", "duplicate_field"},
      {"odd Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "malformed_request"},
      {"CL and TE", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
       "malformed_request"},
      {"TE and CL", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
       "malformed_request"},
      {"two differing CL", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
       "malformed_request"},
      {"two equal CL", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n",
       "duplicate_field"},
      {"CL list", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n", "malformed_request"},
      {"CL +5", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n", "malformed_request"},
      {"CL -1", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "malformed_request"},
      {"CL 0x5", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\n", "malformed_request"},
      {"CL above 64 bits", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n",
       "malformed_request"},
      {"CL empty", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", "malformed_request"},
      {"TE unknown", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", "not_implemented"},
      {"TE gzip, chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
       "not_implemented"},
      {"TE chunked, gzip", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
       "not_implemented"},
      {"TE identity", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", "not_implemented"},
      {"TE twice",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
       "malformed_request"},
      {"TE unknown twice",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: a\r\nTransfer-Encoding: b\r\n\r\n",
       "duplicate_field"},
      {"TE in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
       "malformed_request"},
      {"TE with a space before the colon",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n", "malformed_request"},
      {"other expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n", "expectation_failed"},
      {"two Authorization", "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n",
       "duplicate_field"},
      {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", "malformed_request"},
      {"bare LF in fields", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "malformed_request"},
      {"bare CR", "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", "malformed_request"},
      {"NUL in a field", nul, "malformed_request"},
      {"leading empty line", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "malformed_request"},
      {"leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", "malformed_request"},
      {"space in a field name", "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", "malformed_request"},
      {"field without a name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", "malformed_request"},
      {"field without a colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", "malformed_request"},
      {"HTTP/0.9", "GET /\r\n\r\n", "malformed_request"},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "malformed_request"},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", "malformed_request"},
      {"http/1.1", "GET / http/1.1\r\nHost: a\r\n\r\n", "malformed_request"},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "malformed_request"},
      {"TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8), "malformed_request"},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "malformed_request"},
      {"dot segments", "GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n", "invalid_encoding"},
      {"CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", "invalid_encoding"},
      {"eleven fields",
       "GET / HTTP/1.1\r\nHost: a\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\n\r\n",
       "header_too_large"},
      {"long field", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1000, 'x') + "\r\n\r\n",
       "header_too_large"},
      {"endless field", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(2000, 'x'), "header_too_large"},
      {"endless target", "GET /" + std::string(2000, 'x'), "header_too_large"},
  };
  return all;
}

TEST(RequestParser, takes_proper_heads_and_refuses_the_rest) {
  for (const Row& row : rows()) EXPECT_EQ(outcome(row.request), row.outcome) << row.what;
}

// But for a head that never ends: nothing is wrong with it until it is too large or too late.
TEST(RequestParser, comes_to_the_same_when_bytes_arrive_one_by_one) {
  for (const Row& row : rows()) {
    const std::string got = outcome(row.request, 1);
    const bool ends = row.request.find("\r\n\r\n") != std::string::npos;
    EXPECT_TRUE(got == row.outcome || (!ends && got == "more")) << row.what << ": " << got;
  }
}

TEST(RequestParser, gives_the_head) {
  RequestParser parser(limits);
  const std::string_view bytes =
      "POST http://b.example/%E5%8F%B0?x=1 HTTP/1.1\r\nHost: a\r\nAccept-Language:  en \r\nContent-Length: "
      "3\r\n"
      "Expect: 100-continue\r\n\r\nabcGET";
  const auto fed = parser.feed_head(bytes);
  ASSERT_TRUE(fed.has_value());
  EXPECT_TRUE(fed->whole);
  EXPECT_EQ(bytes.substr(fed->consumed), "abcGET");
  EXPECT_EQ(parser.accept_language(), "en");
  EXPECT_TRUE(parser.keep_alive());
  EXPECT_TRUE(parser.expects_continue());
  EXPECT_TRUE(parser.takes_chunks());
  EXPECT_FALSE(parser.body_frame().chunked);
  EXPECT_EQ(parser.body_frame().bytes, 3u);
  const RequestHead head = parser.take_head();
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target_path, "/台");
  EXPECT_EQ(head.query, "x=1");
  EXPECT_EQ(head.host, "b.example");
  EXPECT_EQ(head.headers.find("content-length"), "3");
}

TEST(RequestParser, closes_behind_HTTP_1_0_and_where_it_is_asked_to) {
  const std::pair<const char*, bool> keeps[] = {
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", false},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
  };
  for (const auto& [request, keep] : keeps) {
    RequestParser parser(limits);
    ASSERT_TRUE(parser.feed_head(request).has_value()) << request;
    EXPECT_EQ(parser.keep_alive(), keep) << request;
  }
}

// The decoded chunks of `bytes` fed in pieces of `step`, then "|" and what was left over; or the error.
std::string chunks(std::string_view bytes, std::size_t step) {
  RequestParser parser(limits);
  if (!parser.feed_head("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")) return "head";
  std::string body;
  std::size_t start = 0;
  for (std::size_t end = std::min(step, bytes.size());; end = std::min(end + step, bytes.size())) {
    const auto fed = parser.feed_chunks(bytes.substr(start, end - start), body);
    if (!fed) return std::string(base::public_name(fed.error().code()).text());
    start += fed->consumed;
    if (fed->whole) return body + "|" + std::string(bytes.substr(start));
    if (end == bytes.size()) return body + "…";
  }
}

TEST(RequestParser, decodes_chunks) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"0\r\n\r\n", "|"},
      {"3\r\nabc\r\n0\r\n\r\n", "abc|"},
      {"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nGET", "abc0123456789|GET"},
      {"3;x=y\r\nabc\r\n0;z=\"q\"\r\nTrailer: 1\r\n\r\n", "abc|"},
      {"3\r\nab", "ab…"},
      {"0x3\r\nabc\r\n0\r\n\r\n", "malformed_request"},
      {"-3\r\nabc\r\n0\r\n\r\n", "malformed_request"},
      {"3\nabc\r\n0\r\n\r\n", "malformed_request"},
      {"3\r\nabc\n0\r\n\r\n", "malformed_request"},
      {"3\r\nabcd\r\n0\r\n\r\n", "malformed_request"},
      {"fffffffffffffffff\r\na", "malformed_request"},
      {"\r\n", "malformed_request"},
  };
  for (const auto& [bytes, expected] : cases) {
    for (const std::size_t step : {1, 2, 3, 1000}) {
      EXPECT_EQ(chunks(bytes, step), expected) << bytes << " by " << step;
    }
  }
}

TEST(RequestParser, begins_anew) {
  RequestParser parser(limits);
  ASSERT_FALSE(parser.feed_head("GET / HTTP/3.1\r\n\r\n").has_value());
  parser.reset();
  const auto fed = parser.feed_head("GET /b HTTP/1.1\r\nHost: b\r\n\r\n");
  ASSERT_TRUE(fed.has_value());
  EXPECT_EQ(parser.take_head().target_path, "/b");
}

}  // namespace
}  // namespace daicho::http
