// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"

namespace daicho::service {

// One thing asked of the register, as it came in. Nothing in it has been looked at.
struct Request {
  std::string operation;        // the name of a row of the table of operations
  std::string body;             // one JSON object
  std::string api_key;          // who asks, still to be proved
  std::string idempotency_key;  // may be empty; 1 to 128 visible ASCII characters else
  bool part_of_bulk = false;    // a row among many: its key is known to the store alone, not found by others
  base::Language language = base::Language::en;  // of the sentences in the answer
};

// What goes back.
struct Answer {
  int status = 200;  // as in HTTP (RFC 9110)
  std::string content_type = "application/json";
  std::string body;
  std::optional<std::uint32_t> retry_after_seconds = {};
};

// An error as application/problem+json (RFC 9457), with its message in `language`.
Answer problem(const base::Error& error, base::Language language);

}  // namespace daicho::service
