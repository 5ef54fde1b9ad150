// SPDX-License-Identifier: Apache-2.0
// What an error shows is of the closed list of public types: a std::string is not on it.
#include <string>

#include "base/error.h"

daicho::base::Error refuse(const std::string& typed) {
  daicho::base::Error error(daicho::base::ErrorCode::invalid_value, "correct the value");
#ifdef OFFEND
  return std::move(error).with("value", typed);
#else
  static_cast<void>(typed);
  return error;
#endif
}
