// SPDX-License-Identifier: Apache-2.0
// A Literal is a text of the source code.
#include <string>

#include "base/literal.h"

daicho::base::Literal name(const std::string& typed) {
#ifdef OFFEND
  return daicho::base::Literal(typed.c_str());
#else
  static_cast<void>(typed);
  return "name";
#endif
}
