// SPDX-License-Identifier: Apache-2.0
// A metric's label stands in the source code.
#include <string>

#include "http/metrics.h"

void count(daicho::http::Metrics& metrics, const std::string& typed) {
#ifdef OFFEND
  metrics.counter("daicho_seen_total", "Seen", {{"value", typed.c_str()}}).add();
#else
  static_cast<void>(typed);
  metrics.counter("daicho_seen_total", "Seen").add();
#endif
}
