// SPDX-License-Identifier: Apache-2.0
// The log takes the closed list of public types alone.
#include <string>

#include "base/log.h"

void note(daicho::base::Log& log, const std::string& typed) {
#ifdef OFFEND
  log.write(daicho::base::Severity::info, "seen", {{"value", typed}});
#else
  static_cast<void>(typed);
  log.write(daicho::base::Severity::info, "seen");
#endif
}
