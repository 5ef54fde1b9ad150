// SPDX-License-Identifier: Apache-2.0
// A Permit is not copied: it is for one request.
#include <utility>

#include "policy/decide.h"

daicho::policy::Permit again(daicho::policy::Permit& permit) {
#ifdef OFFEND
  return permit;
#else
  return std::move(permit);
#endif
}
