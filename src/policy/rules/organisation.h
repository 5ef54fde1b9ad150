// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `organisation`: who the operator is (APPI 32(1)(i)): name, address, representative.
std::unique_ptr<Rule> read_organisation(Declared head, Fields& fields);

}  // namespace daicho::policy
