// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/ledger_place.h"
#include "service/operations.h"

// The rows of the table of operations, each defined in the file of its name.
namespace daicho::service {

extern const OperationRow acquire_row;
extern const OperationRow use_row;
extern const OperationRow prove_row;
extern const OperationRow query_ledger_row;
extern const OperationRow erase_row;

// The facts that a request states, each with a text that is not empty. `unknown_term` for a fact that no rule
// of the policy asks for.
base::Result<policy::FactSet> stated_facts(const policy::Policy& policy, const Fields& fields, base::Literal field);

// The medium of that public name; `unknown_term`.
base::Result<policy::Medium> medium_named(std::string_view name);

// A place in the ledger (00a7/123) that a field names; `invalid_value`.
base::Result<LedgerPlace> ledger_place_of(const Fields& fields, base::Literal field);

// Whether `at` lies in the future by more than clocks may differ.
bool acquired_in_future(base::Instant at, base::Instant now);

}  // namespace daicho::service
