// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <optional>

#include "base/encoding.h"

namespace daicho::http {
namespace {

using base::ErrorCode;
using base::Literal;
using base::Result;

constexpr bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// RFC 3986 §2: unreserved and sub-delims.
constexpr bool is_plain(char c) {
  return is_alphanumeric(c) || std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}
// What may stand unencoded in a path, and in a query (RFC 3986 §3.3, §3.4).
constexpr bool is_path_character(char c) {
  return is_plain(c) || c == ':' || c == '@' || c == '/';
}
constexpr bool is_query_character(char c) {
  return is_path_character(c) || c == '?';
}

constexpr bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::optional<int> hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

// The byte that `%XX` at the start of `text` stands for.
std::optional<char> encoded_byte(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return std::nullopt;
  const auto high = hex_value(text[1]);
  const auto low = hex_value(text[2]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(*high * 16 + *low);
}

tl::unexpected<base::Error> malformed(Literal way_out) {
  return base::fail(ErrorCode::invalid_encoding, way_out);
}

Result<std::string> decode_path(std::string_view encoded) {
  std::string path;
  path.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (is_path_character(encoded[i])) {
      path.push_back(encoded[i]);
      continue;
    }
    if (encoded[i] != '%')
      return malformed("the path has a character that must be percent-encoded; encode it");
    const auto byte = encoded_byte(encoded.substr(i));
    if (!byte)
      return malformed("a percent sign in the path is not followed by two hexadecimal digits; mend it");
    if (*byte == '/' || *byte == '\\' || is_control(*byte)) {
      return malformed("the path hides a slash or control character behind a percent sign; leave it out");
    }
    path.push_back(*byte);
    i += 2;
  }
  if (!base::is_utf8(path)) return malformed("the path is not UTF-8; encode its text as UTF-8");
  return path;
}

bool has_dot_segment(std::string_view path) {
  std::size_t start = 1;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view segment = path.substr(start, end - start);
    if (segment == "." || segment == "..") return true;
    start = end + 1;
  }
  return false;
}

base::Status check_query(std::string_view query) {
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (is_query_character(query[i])) continue;
    if (query[i] != '%')
      return malformed("the query has a character that must be percent-encoded; encode it");
    if (!encoded_byte(query.substr(i))) {
      return malformed("a percent sign in the query is not followed by two hexadecimal digits; mend it");
    }
    i += 2;
  }
  return {};
}

Result<Target> decode_origin_form(std::string_view target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  Target decoded;
  ASSIGN_OR_RETURN(decoded.path, decode_path(target.substr(0, mark)));
  if (has_dot_segment(decoded.path))
    return malformed("the path has `.` or `..` as a segment; send it resolved");
  if (mark < target.size()) decoded.query = target.substr(mark + 1);
  RETURN_IF_ERROR(check_query(decoded.query));
  return decoded;
}

// What follows the scheme and `://` of an absolute-form target; nothing for another form.
std::optional<std::string_view> behind_scheme(std::string_view target) {
  for (const std::string_view scheme : {"http", "https"}) {
    if (target.size() < scheme.size() + 3 || target.substr(scheme.size(), 3) != "://") continue;
    bool same = true;
    for (std::size_t i = 0; i < scheme.size(); ++i) same = same && (target[i] | 0x20) == scheme[i];
    if (same) return target.substr(scheme.size() + 3);
  }
  return std::nullopt;
}

// The characters of a host name or IPv4 address; a registered name needs no percent sign here.
bool is_host_name(std::string_view host) {
  if (host.empty()) return false;
  for (const char c : host) {
    if (!is_alphanumeric(c) && c != '-' && c != '.' && c != '_') return false;
  }
  return true;
}

bool is_bracketed_address(std::string_view host) {
  if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
  for (const char c : host.substr(1, host.size() - 2)) {
    if (!hex_value(c) && c != ':' && c != '.') return false;
  }
  return true;
}

Result<std::string> decode_field(std::string_view encoded) {
  std::string text;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    char c = encoded[i] == '+' ? ' ' : encoded[i];
    if (c == '%') {
      const auto byte = encoded_byte(encoded.substr(i));
      if (!byte)
        return malformed("a percent sign in the query is not followed by two hexadecimal digits; mend it");
      c = *byte;
      i += 2;
    }
    if (is_control(c)) return malformed("the query holds a control character; leave it out");
    text.push_back(c);
  }
  if (!base::is_utf8(text)) return malformed("the query is not UTF-8; encode its text as UTF-8");
  return text;
}

}  // namespace

bool is_authority(std::string_view authority) {
  std::string_view host = authority;
  // The colon of a port stands behind the bracket of an IPv6 address.
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    const std::string_view port = authority.substr(colon + 1);
    if (port.size() > 5) return false;
    for (const char c : port) {
      if (!is_digit(c)) return false;
    }
    host = authority.substr(0, colon);
  }
  return is_host_name(host) || is_bracketed_address(host);
}

Result<Target> decode_target(std::string_view method, std::string_view target) {
  if (target == "*" && method == "OPTIONS") {
    Target asterisk;
    asterisk.path = "*";
    return asterisk;
  }
  if (target.starts_with('/')) return decode_origin_form(target);
  const auto rest = behind_scheme(target);
  if (!rest) return malformed("the request target is neither a path nor an http or https address; send one");
  const std::size_t end = std::min(rest->find_first_of("/?"), rest->size());
  const std::string_view authority = rest->substr(0, end);
  if (!is_authority(authority))
    return malformed("the address asked for has no proper host; send HOST or HOST:PORT");
  std::string origin(rest->substr(end));
  if (!origin.starts_with('/')) origin.insert(0, "/");
  ASSIGN_OR_RETURN(Target decoded, decode_origin_form(origin));
  decoded.authority = authority;
  return decoded;
}

Result<std::vector<QueryField>> query_fields(std::string_view query) {
  std::vector<QueryField> fields;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (fields.size() == query_fields_max) {
      return base::fail(ErrorCode::too_large, "the query has too many fields; send fewer");
    }
    const std::size_t equals = std::min(pair.find('='), pair.size());
    QueryField field;
    ASSIGN_OR_RETURN(field.name, decode_field(pair.substr(0, equals)));
    if (equals < pair.size()) {
      ASSIGN_OR_RETURN(field.value, decode_field(pair.substr(equals + 1)));
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace daicho::http
