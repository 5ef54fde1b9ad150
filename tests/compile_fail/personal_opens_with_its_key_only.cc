// SPDX-License-Identifier: Apache-2.0
// Only the doors named in base/personal.h can make the key that opens a personal value.
#include <string>

#include "base/personal.h"

const std::string* open(const daicho::base::Personal<std::string>& value) {
#ifdef OFFEND
  return &value.reveal(daicho::base::PersonalKey());
#else
  static_cast<void>(value);
  return nullptr;
#endif
}
