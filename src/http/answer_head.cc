// SPDX-License-Identifier: Apache-2.0
#include "http/answer_head.h"

#include "base/local_date.h"

namespace daicho::http {
namespace {

// The reason phrase of a status of RFC 9110 §15 or RFC 6585; clients ignore it, people read it.
std::string_view reason(int status) {
  struct Row {
    int status;
    std::string_view phrase;
  };
  static constexpr Row rows[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {428, "Precondition Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {502, "Bad Gateway"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
      {507, "Insufficient Storage"},
  };
  for (const Row& row : rows) {
    if (row.status == status) return row.phrase;
  }
  return "";
}

bool is_token(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos) return false;
  }
  return true;
}

bool is_field_value(std::string_view text) {
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) return false;
  }
  return true;
}

bool is_framing_field(std::string_view name) {
  for (const std::string_view framing : {"content-length", "transfer-encoding", "connection", "date",
                                         "content-type", "keep-alive", "upgrade"}) {
    if (same_field_name(name, framing)) return true;
  }
  return false;
}

bool has_field(const Answer& answer, std::string_view name) {
  for (const Header& header : answer.headers) {
    if (same_field_name(header.name, name)) return true;
  }
  return false;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void append_default(std::string& out, const Answer& answer, std::string_view name, std::string_view value) {
  if (!has_field(answer, name)) append_field(out, name, value);
}

void append_secure_defaults(std::string& out, const Answer& answer, bool tls) {
  append_default(out, answer, "X-Content-Type-Options", "nosniff");
  append_default(out, answer, "Referrer-Policy", "no-referrer");
  append_default(out, answer, "Cache-Control", "no-store");
  // A page needs a policy of its own, which its route knows.
  if (!std::string_view(answer.content_type).starts_with("text/html")) {
    append_default(out, answer, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (tls) append_default(out, answer, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

bool is_sendable(const Answer& answer) {
  if (answer.status < 200 || answer.status > 599 || !is_field_value(answer.content_type)) return false;
  for (const Header& header : answer.headers) {
    if (!is_token(header.name) || !is_field_value(header.value) || is_framing_field(header.name))
      return false;
  }
  return true;
}

void append_answer_head(std::string& out, const Answer& answer, const Framing& framing) {
  out += "HTTP/1.1 ";
  out += std::to_string(answer.status);
  out += " ";
  out += reason(answer.status);
  out += "\r\n";
  append_field(out, "Date", framing.date);
  if (!answer.content_type.empty()) append_field(out, "Content-Type", answer.content_type);
  if (!is_bodiless(answer.status)) {
    if (framing.body_bytes) {
      append_field(out, "Content-Length", std::to_string(*framing.body_bytes));
    } else if (framing.chunked) {
      append_field(out, "Transfer-Encoding", "chunked");
    }
  }
  if (!framing.keep_alive) append_field(out, "Connection", "close");
  for (const Header& header : answer.headers) append_field(out, header.name, header.value);
  append_secure_defaults(out, answer, framing.tls);
  out += "\r\n";
}

std::string http_date(base::Instant at) {
  static constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t day_seconds = 86'400;
  std::int64_t seconds = at.microseconds() / 1'000'000;
  if (at.microseconds() % 1'000'000 < 0) --seconds;
  std::int64_t days = seconds / day_seconds;
  if (seconds % day_seconds < 0) --days;
  const std::int64_t of_day = seconds - days * day_seconds;
  // LocalDate counts days of any calendar day; here it is the one in UTC.
  const auto date = base::LocalDate::from_days_since_epoch(static_cast<std::int32_t>(days));
  const auto two = [](std::int64_t number) { return std::to_string(100 + number).substr(1); };
  std::string text(weekdays[date.weekday()]);
  text += ", " + two(date.day()) + " ";
  text += months[date.month() - 1];
  text += " " + std::to_string(10'000 + date.year()).substr(1) + " " + two(of_day / 3600) + ":" +
          two(of_day / 60 % 60) + ":" + two(of_day % 60) + " GMT";
  return text;
}

}  // namespace daicho::http
