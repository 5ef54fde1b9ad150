// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `consent`: a consent a person can give: text, covers {items, purposes}.
std::unique_ptr<Rule> read_consent(Declared head, Fields& fields);

}  // namespace daicho::policy
