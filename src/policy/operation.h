// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/literal.h"

namespace daicho::policy {

// What a caller wants done. Numbers are written to the ledger and never change.
enum class Operation : std::uint8_t {
  acquire = 1,          // take in items of a person
  use = 2,              // read items for a purpose
  find = 3,             // look for persons by items, for a purpose
  correct = 4,          // replace items of a record
  consent = 5,          // record a consent given
  withdraw = 6,         // record its withdrawal
  stop = 7,             // record an opt-out or stop
  lift = 8,             // record that it is lifted
  report_event = 9,     // report an event that may start a period
  hold = 10,            // keep a record longer, for a reason
  release = 11,         // end a hold
  erase = 12,           // erase a record or a person
  export_subject = 13,  // give the person all that is held of them (APPI 33)
  decide_only = 14,     // ask for a decision and do nothing
  read_state = 15,      // see consents, stops, holds and periods; no personal values
  read_ledger = 16,
  publish_policy = 17,
  administer = 18,  // callers and keys
  run_retention = 19,
  use_exception = 20,  // held besides the operation by who may invoke an exception
  provide = 21,        // give items to a third party (APPI 27)
  entrust = 22,        // give items to a contractor (APPI 25, 27(5)(i))
  approve = 23,        // approve, as a second person, what another caller is about to do
};
base::Literal public_name(Operation operation);
inline constexpr std::array all_operations = {
    Operation::acquire,        Operation::use,         Operation::find,          Operation::correct,
    Operation::consent,        Operation::withdraw,    Operation::stop,          Operation::lift,
    Operation::report_event,   Operation::hold,        Operation::release,       Operation::erase,
    Operation::export_subject, Operation::decide_only, Operation::read_state,    Operation::read_ledger,
    Operation::publish_policy, Operation::administer,  Operation::run_retention, Operation::use_exception,
    Operation::provide,        Operation::entrust,     Operation::approve};
// The operation of that public name.
std::optional<Operation> operation_named(std::string_view name);

// A set of operations, bit by bit.
class OperationSet {
 public:
  constexpr OperationSet() = default;
  constexpr OperationSet(std::initializer_list<Operation> operations) {
    for (const Operation operation : operations) set(operation);
  }
  constexpr OperationSet& set(Operation operation) {
    bits_ |= std::uint32_t{1} << static_cast<unsigned>(operation);
    return *this;
  }
  constexpr bool test(Operation operation) const {
    return (bits_ >> static_cast<unsigned>(operation) & 1) != 0;
  }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(OperationSet, OperationSet) = default;

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace daicho::policy
