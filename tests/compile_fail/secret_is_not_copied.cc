// SPDX-License-Identifier: Apache-2.0
// A key is not copied by accident.
#include "crypto/secret.h"

daicho::crypto::Secret again(const daicho::crypto::Secret& secret) {
#ifdef OFFEND
  return secret;
#else
  return secret.clone();
#endif
}
