// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `change`: how a new version comes to hold: takes_effect, notice, consent, announce.
std::unique_ptr<Rule> read_change(Declared head, Fields& fields);

}  // namespace daicho::policy
