// SPDX-License-Identifier: Apache-2.0
// Only decide() makes a Permit.
#include "policy/decide.h"

#ifdef OFFEND
daicho::policy::Permit forge() {
  return daicho::policy::Permit(daicho::policy::Operation::use, {}, std::nullopt);
}
#endif
