// SPDX-License-Identifier: Apache-2.0
// A personal value is no std::string and becomes none.
#include <string>

#include "base/personal.h"

std::string leak(daicho::base::Personal<std::string>& value) {
#ifdef OFFEND
  return value;
#else
  static_cast<void>(value);
  return "";
#endif
}
