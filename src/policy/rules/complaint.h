// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `complaint`: how complaints are answered: stages, outside_bodies, within.
std::unique_ptr<Rule> read_complaint(Declared head, Fields& fields);

}  // namespace daicho::policy
