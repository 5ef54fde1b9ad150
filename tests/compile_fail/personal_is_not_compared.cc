// SPDX-License-Identifier: Apache-2.0
// Two personal values are not compared: equality leaks.
#include <string>

#include "base/personal.h"

bool same(const daicho::base::Personal<std::string>& a, const daicho::base::Personal<std::string>& b) {
#ifdef OFFEND
  return a == b;
#else
  return &a == &b;
#endif
}
