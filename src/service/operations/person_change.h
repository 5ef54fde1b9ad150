// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "service/operation.h"
#include "service/redating.h"

namespace daicho::service {

// What the operations share that change how a person stands: a consent, a stop, an event, a hold. The
// person's row is written on the condition that nobody changed it meanwhile; then the records whose clocks
// hang on it are dated again, in as many steps as they need.
class PersonChange : public Operation {
 public:
  base::Result<store::Bucket> bucket(const Occasion& occasion) override;
  base::Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override;
  void describe(ledger::Entry& entry) const override;
  base::Status plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
                    AnswerWriter& answer) override;
  bool advance(const store::Committed& committed) override;

 protected:
  explicit PersonChange(SubjectReference reference) : subject_(std::move(reference)) {}

  // Reads what the change needs beside the person's row. Called for a person who lives in the register.
  virtual base::Status look(const Occasion&, const store::Snapshot&, Facts&) { return {}; }
  // Changes the person, and tells the entry what the caller must know. False when the person stands so
  // already.
  virtual base::Result<bool> change(const Occasion& occasion, vault::Subject& person,
                                    ledger::Entry& entry) = 0;

  SubjectAtHand subject_;
  const policy::Policy* policy_ = nullptr;

  // Whether a person who is not in the register yet comes in by this; as what.
  std::optional<vault::SubjectKind> enters_as_;
  // Whether clocks may run otherwise afterwards: of all records of the person, or of one.
  bool moves_clocks_ = false;
  std::optional<base::RecordId> record_;

 private:
  Redating redating_;
  std::uint64_t steps_ = 0;  // committed
  std::uint64_t moved_ = 0;  // records, by the committed steps
  std::size_t moving_ = 0;   // by the step at hand
};

}  // namespace daicho::service
