// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `stop`: an opt-out or stop a person can demand: blocks {purposes, media}.
std::unique_ptr<Rule> read_stop(Declared head, Fields& fields);

}  // namespace daicho::policy
