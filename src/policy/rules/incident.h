// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `incident`: what happens after a leak: triggers, report_to, notify, prompt, final, measures.
std::unique_ptr<Rule> read_incident(Declared head, Fields& fields);

}  // namespace daicho::policy
