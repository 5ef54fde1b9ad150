// SPDX-License-Identifier: Apache-2.0
#include "service/operations/stop_change.h"

// Records that a person wants no more of something: direct mail, telephone sales, a use (APPI 35; A-006,
// A-007, B-052). The very next decision knows it, for it reads the same row.
namespace daicho::service {
namespace {

class MakeStop final : public StopChange {
 public:
  MakeStop(SubjectReference reference, policy::StopIndex stop) : StopChange(std::move(reference), stop) {}

  ledger::Operation recorded_as() const override { return ledger::Operation::stop; }

 private:
  policy::Operation asked_as() const override { return policy::Operation::stop; }

  base::Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry&) override {
    if (person.stopped(name(), occasion.now)) return false;
    person.stops.push_back({occasion.derive<base::StopId>("stop"), name(), occasion.now, std::nullopt});
    return true;
  }
};

}  // namespace

const OperationRow stop_row{"stop", policy::Operation::stop, true, StopChange::fields_taken,
                            StopChange::parse<MakeStop>};

}  // namespace daicho::service
