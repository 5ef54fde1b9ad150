// SPDX-License-Identifier: Apache-2.0
// There is one of a personal value: it is moved, never copied.
#include <string>
#include <utility>

#include "base/personal.h"

daicho::base::Personal<std::string> pass(daicho::base::Personal<std::string>& value) {
#ifdef OFFEND
  return value;
#else
  return std::move(value);
#endif
}
