// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "ledger/entry.h"
#include "policy/decide.h"
#include "policy/policy.h"

// What was asked of the policy, as it stands in the ledger: enough to ask it again.
namespace daicho::service {

// Adds to the entry what the question states beside the entry's own columns: the medium, contexts, facts,
// items taken away, whether the source was stated. What the entry names already is left as it is.
void describe_stated(const policy::Policy& policy, const policy::Question& question, ledger::Entry& entry);

// The question that an entry use, find, acquire, attach, correct, open_attachment or decide records, in the
// places of `policy`, which must be the entry's own. `invalid_value` for entries of other operations.
base::Result<policy::Question> question_of(const policy::Policy& policy, const ledger::Entry& entry);

// What determined a decision, as it stands in the ledger.
std::vector<ledger::Reason> recorded_reasons(const policy::Policy& policy, const policy::Decision& decision);

}  // namespace daicho::service
