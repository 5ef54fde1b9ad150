// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace daicho::service {

// What is shown of a value in UTF-8: nothing but dots (`all`), its last four characters (`last4`), its first
// (`initial`), what follows the @ (`domain`). A value too short to keep anything back shows nothing of
// itself. The length of what is kept back is not shown.
std::string masked(policy::Masking masking, std::string_view value);

}  // namespace daicho::service
