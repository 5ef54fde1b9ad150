// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/entry.h"
#include "policy/findings.h"
#include "policy/policy.h"
#include "service/office.h"

// What the ledger says of changes of the office, whichever way they come about.
namespace daicho::service {

// Adds to an entry policy_publish which policy: its digest, name, version, first day, and of how many things
// its publisher was warned.
void describe_publication(const policy::Policy& policy, const policy::Findings& findings,
                          ledger::Entry& entry);

// Adds to an entry caller_create who: id, name, and what the caller may.
void describe_caller(const Caller& caller, ledger::Entry& entry);

}  // namespace daicho::service
