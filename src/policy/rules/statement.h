// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `statement`: a sentence without a machine rule: why.
std::unique_ptr<Rule> read_statement(Declared head, Fields& fields);

}  // namespace daicho::policy
