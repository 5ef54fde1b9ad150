// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "http/message.h"

namespace daicho::http {

// The answer that says what went wrong, as application/problem+json (base/problem.h). Codes that pass by
// themselves
// (`overloaded`, `unavailable`, …) carry Retry-After.
Answer problem(const base::Error& error, base::Language language);

// The language to answer in: the one of ja and en that Accept-Language (RFC 9110 §12.5.4) weighs highest;
// ja when it names neither or is absent.
base::Language preferred_language(std::optional<std::string_view> accept_language);

}  // namespace daicho::http
