// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/error.h"
#include "policy/policy.h"

namespace daicho::service {

// The policy as programs read it: its identity, clauses and every name it declares, with labels in
// `language`.
std::string policy_json(const policy::Policy& policy, base::Language language);

// The policy as the public reads it: an HTML page, with Japanese years beside western ones.
std::string policy_html(const policy::Policy& policy, base::Language language);

}  // namespace daicho::service
