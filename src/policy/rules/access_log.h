// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `access_log`: all that an access log may hold: fields, purposes.
std::unique_ptr<Rule> read_access_log(Declared head, Fields& fields);

}  // namespace daicho::policy
