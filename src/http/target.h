// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace daicho::http {

// A request target (RFC 9112 §3.2), taken apart and decoded once.
struct Target {
  std::string path;       // decoded; see RequestHead::target_path
  std::string query;      // not decoded; its percent signs are known to be well-formed
  std::string authority;  // of an absolute-form target; else empty
};

// Takes a target apart. Origin form and absolute form (http, https) are taken, `*` for OPTIONS alone.
//
// Errors: `invalid_encoding` for a character that must be percent-encoded, a broken percent sign, an encoded
// slash, a control character, `.` or `..` as a segment, a fragment, text that is not UTF-8, or another form.
// Pure and thread-safe: the fuzz target of this folder.
base::Result<Target> decode_target(std::string_view method, std::string_view target);

// Whether `authority` is a host, with or without port, without user information (RFC 3986 §3.2.2, §3.2.3).
bool is_authority(std::string_view authority);

// One `name=value` of a query, decoded.
struct QueryField {
  std::string name;
  std::string value;
};

// The fields of a query in order; `+` stands for a space (as forms send it). At most `query_fields_max`.
// Errors: `invalid_encoding` for a broken percent sign, a control character or text that is not UTF-8;
// `too_large` for too many fields.
inline constexpr std::size_t query_fields_max = 64;
base::Result<std::vector<QueryField>> query_fields(std::string_view query);

}  // namespace daicho::http
