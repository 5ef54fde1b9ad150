// SPDX-License-Identifier: Apache-2.0
// The sentence of an error stands in the source code: it is not made of data.
#include <string>

#include "base/error.h"

daicho::base::Error refuse(const std::string& typed) {
#ifdef OFFEND
  return daicho::base::Error(daicho::base::ErrorCode::invalid_value, typed.c_str());
#else
  static_cast<void>(typed);
  return daicho::base::Error(daicho::base::ErrorCode::invalid_value, "correct the value");
#endif
}
