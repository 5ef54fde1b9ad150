// SPDX-License-Identifier: Apache-2.0
// The key cannot be made by braces either.
#include <string>

#include "base/personal.h"

const std::string* open(const daicho::base::Personal<std::string>& value) {
#ifdef OFFEND
  return &value.reveal({});
#else
  static_cast<void>(value);
  return nullptr;
#endif
}
