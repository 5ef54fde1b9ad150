// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `transmission`: a tag that makes a device send information: to, content, purposes, recipient_purposes,
// opt_out.
std::unique_ptr<Rule> read_transmission(Declared head, Fields& fields);

}  // namespace daicho::policy
