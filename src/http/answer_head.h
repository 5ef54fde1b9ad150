// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "http/message.h"

namespace daicho::http {

// How an answer goes onto the wire.
struct Framing {
  std::string_view date;                    // see http_date
  std::optional<std::uint64_t> body_bytes;  // nothing: chunked, or up to the end of the connection
  bool chunked = false;
  bool keep_alive = true;
  bool tls = false;
};

// Whether an answer may be sent: its status is known and final, its fields are tokens and texts without
// control characters (so that no value can begin a field of its own), and none is a framing field.
bool is_sendable(const Answer& answer);

// Appends status line, fields and the empty line (RFC 9112 §4, §5). `answer` is sendable.
void append_answer_head(std::string& out, const Answer& answer, const Framing& framing);

// Whether an answer of that status has no body, whatever is asked (RFC 9110 §6.4.1).
constexpr bool is_bodiless(int status) {
  return status == 204 || status == 304;
}

// `at` as Date writes it (RFC 9110 §5.6.7): Sat, 21 Nov 2026 10:38:50 GMT.
std::string http_date(base::Instant at);

}  // namespace daicho::http
