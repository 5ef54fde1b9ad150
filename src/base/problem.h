// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/error.h"

namespace daicho::base {

// An error as a problem document (RFC 9457):
// {"type":"urn:daicho:problem:NAME","title":…,"status":…,"detail":…, "code":"NAME","place":{…}}. `title` is
// the message of the code in `language`, `detail` the way out, `place` the facts of the error, left out when
// there are none.
std::string problem_json(const Error& error, Language language);

// After how many seconds it is worth trying again; nothing for what does not pass by itself.
std::optional<unsigned> retry_after_seconds(ErrorCode code);

}  // namespace daicho::base
