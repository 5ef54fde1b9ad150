// SPDX-License-Identifier: Apache-2.0
#include "crypto/randomness.h"

#include <openssl/rand.h>

#include <limits>

#include "base/check.h"

namespace daicho::crypto {

std::string SystemRandomness::bytes(std::size_t size) {
  CHECK(size <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  std::string out(size, '\0');
  CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(size)) == 1);
  return out;
}

}  // namespace daicho::crypto
