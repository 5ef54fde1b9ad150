// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `training`: whom, every, evidence, material, new_joiners.
std::unique_ptr<Rule> read_training(Declared head, Fields& fields);

}  // namespace daicho::policy
