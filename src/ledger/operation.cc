// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "ledger/entry.h"

namespace daicho::ledger {

base::Literal public_name(Operation operation) {
  switch (operation) {
#define OPERATION(number, name) \
  case Operation::name:         \
    return #name;
#include "ledger/operations.inc"
#undef OPERATION
  }
  CHECK(false);
  return "";
}

const std::vector<Operation>& all_operations() {
  static const std::vector<Operation> operations{
#define OPERATION(number, name) Operation::name,
#include "ledger/operations.inc"
#undef OPERATION
  };
  return operations;
}

std::optional<Operation> operation_of(std::uint64_t number) {
  switch (number) {
#define OPERATION(number, name) \
  case number:                  \
    return Operation::name;
#include "ledger/operations.inc"
#undef OPERATION
    default:
      return std::nullopt;
  }
}

base::Literal public_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::permitted:
      return "permitted";
    case Outcome::denied:
      return "denied";
    case Outcome::done:
      return "done";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::not_found:
      return "not_found";
    case Outcome::failed:
      return "failed";
    case Outcome::interrupted:
      return "interrupted";
  }
  CHECK(false);
  return "";
}

std::optional<Outcome> outcome_of(std::uint64_t number) {
  if (number < 1 || number > 7) return std::nullopt;
  return static_cast<Outcome>(number);
}

}  // namespace daicho::ledger
