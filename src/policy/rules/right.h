// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/rules/rule.h"

namespace daicho::policy {

// `right`: a request of the person: kinds, channels, addressed_to, documents, identity, agents,
// agent_documents, fee, deadline, deadline_from, refusals, answers, self_service.
std::unique_ptr<Rule> read_right(Declared head, Fields& fields);

}  // namespace daicho::policy
