// SPDX-License-Identifier: Apache-2.0
// Nor is it an array that was filled at run time.
#include "base/literal.h"

daicho::base::Literal name(char typed) {
  char text[2] = {typed, 0};
#ifdef OFFEND
  return daicho::base::Literal(text);
#else
  static_cast<void>(text);
  return "name";
#endif
}
