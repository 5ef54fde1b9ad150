// SPDX-License-Identifier: Apache-2.0
// A personal value cannot be printed.
#include <iostream>
#include <string>

#include "base/personal.h"

void show(const daicho::base::Personal<std::string>& value) {
#ifdef OFFEND
  std::cout << value;
#else
  static_cast<void>(value);
#endif
}
