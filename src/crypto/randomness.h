// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/id.h"

namespace daicho::crypto {

// The operating system's random bytes, by way of OpenSSL's generator. Thread-safe. Ends the program when
// there is no randomness to be had: nothing may be sealed then.
class SystemRandomness final : public base::Randomness {
 public:
  std::string bytes(std::size_t size) override;
};

}  // namespace daicho::crypto
