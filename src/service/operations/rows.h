// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/ledger_place.h"
#include "service/operations.h"

// The rows of the table of operations, each defined in the file of its name.
namespace daicho::service {

extern const OperationRow acquire_row;
extern const OperationRow use_row;
extern const OperationRow provide_row;
extern const OperationRow entrust_row;
extern const OperationRow decide_row;
extern const OperationRow find_row;
extern const OperationRow correct_row;
extern const OperationRow consent_row;
extern const OperationRow withdraw_row;
extern const OperationRow stop_row;
extern const OperationRow lift_row;
extern const OperationRow event_row;
extern const OperationRow hold_row;
extern const OperationRow release_row;
extern const OperationRow state_row;
extern const OperationRow prove_row;
extern const OperationRow query_ledger_row;
extern const OperationRow erase_row;
extern const OperationRow certificate_row;
extern const OperationRow retention_plan_row;
extern const OperationRow retention_run_row;
extern const OperationRow export_subject_row;
extern const OperationRow replay_row;
extern const OperationRow attach_row;
extern const OperationRow open_attachment_row;
extern const OperationRow publish_policy_row;
extern const OperationRow create_caller_row;
extern const OperationRow revoke_caller_row;
extern const OperationRow list_callers_row;

// The facts that a request states, each with a text that is not empty. `unknown_term` for a fact that no rule
// of the policy asks for.
base::Result<policy::FactSet> stated_facts(const policy::Policy& policy, const Fields& fields,
                                           base::Literal field);

// The contexts that a request states; none when the field did not come. `unknown_term`.
base::Result<policy::ContextSet> stated_contexts(const policy::Policy& policy, const Fields& fields,
                                                 base::Literal field);

// The medium of that public name; `unknown_term`.
base::Result<policy::Medium> medium_named(std::string_view name);

// A place in the ledger (00a7/123) that a field names; `invalid_value`.
base::Result<LedgerPlace> ledger_place_of(const Fields& fields, base::Literal field);

// Whether `at` lies in the future by more than clocks may differ.
bool acquired_in_future(base::Instant at, base::Instant now);

// `invalid_value` for a day to come: what is reported has happened, else a period could be made longer at
// will (B-112).
base::Status expect_past(base::LocalDate on, const Occasion& occasion, base::Literal field);

// Who a new person is to the operator; a customer when the field did not come. `invalid_value`.
base::Result<vault::SubjectKind> subject_kind_of(const Fields& fields, base::Literal field);

}  // namespace daicho::service
