// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/literal.h"
#include "base/result.h"
#include "policy/decide.h"
#include "service/fields.h"
#include "service/operation.h"

namespace daicho::service {

// One row of the table of operations: it drives the HTTP routes (POST /v1/NAME), the commands of the CLI, the
// fields taken, and the tests that hold spec/http.yaml to it.
struct OperationRow {
  base::Literal name;
  policy::Operation scope;  // what the caller's key must allow
  bool changes;             // whether an Idempotency-Key is taken: it changes more than the ledger
  std::span<const Field> fields;
  base::Result<std::unique_ptr<Operation>> (*parse)(const Fields&, const Occasion&);
};

// The closed table, in the order of the specification.
std::span<const OperationRow* const> all_operations();
const OperationRow* operation_named(std::string_view name);

}  // namespace daicho::service
