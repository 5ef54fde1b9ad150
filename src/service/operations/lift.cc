// SPDX-License-Identifier: Apache-2.0
#include "service/operations/stop_change.h"

// Records that a person takes a stop back. Every standing demand of it is lifted.
namespace daicho::service {
namespace {

class LiftStop final : public StopChange {
 public:
  LiftStop(SubjectReference reference, policy::StopIndex stop) : StopChange(std::move(reference), stop) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::lift; }

 private:
  policy::Operation asked_as() const override { return policy::Operation::lift; }

  base::Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry&) override {
    bool any = false;
    for (vault::Stop& demand : person.stops) {
      if (demand.stop != name() || demand.lifted) continue;
      demand.lifted = occasion.now;
      any = true;
    }
    return any;
  }
};

}  // namespace

const OperationRow lift_row{"lift", policy::Operation::lift, true, StopChange::fields_taken,
                            StopChange::parse<LiftStop>};

}  // namespace daicho::service
