// SPDX-License-Identifier: Apache-2.0
// A bare integer is not public: a telephone number is an integer.
#include "base/error.h"

daicho::base::Error refuse(long phone) {
  daicho::base::Error error(daicho::base::ErrorCode::invalid_value, "correct the value");
#ifdef OFFEND
  return std::move(error).with("value", phone);
#else
  static_cast<void>(phone);
  return error;
#endif
}
