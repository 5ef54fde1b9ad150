// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `record`: a type of record: items, retention, item_retention, subjects.
std::unique_ptr<Rule> read_record(Declared head, Fields& fields);

}  // namespace daicho::policy
