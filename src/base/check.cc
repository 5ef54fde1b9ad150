// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace daicho::base {

void check_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "daicho: impossible state: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace daicho::base
