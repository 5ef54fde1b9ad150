// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "service/operation.h"
#include "service/record_at_hand.h"

namespace daicho::service {

// What provision and entrustment share: items of one record type of a person are read for somebody outside.
// What leaves is in the answer, and why in the ledger, at once.
class Sharing : public Operation {
 public:
  base::Result<store::Bucket> bucket(const Occasion& occasion) override;
  base::Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override;
  policy::Question question() const override { return question_; }
  void describe(ledger::Entry& entry) const override;
  base::Status plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
                    AnswerWriter& answer) override;

 protected:
  Sharing(SubjectReference reference, policy::Question question, policy::RecordTypeIndex type)
      : question_(std::move(question)), subject_(std::move(reference)), type_(type) {}

  const policy::Policy& policy() const { return *policy_; }
  // Whether one of the cases of law stands in the place of the purpose.
  virtual bool is_exceptional() const = 0;

  policy::Question question_;

 private:
  base::Status write_record(const Occasion& occasion, const policy::Permit& permit,
                            const RecordAtHand& at_hand, AnswerWriter& answer) const;

  SubjectAtHand subject_;
  policy::RecordTypeIndex type_;
  const policy::Policy* policy_ = nullptr;
  std::optional<vault::SubjectKey> key_;
  std::vector<RecordAtHand> readable_;
};

// The parts of the question that both have: items, recipient, purpose, country, client, facts.
base::Result<policy::Question> sharing_question(policy::Operation operation, const Fields& fields,
                                                const policy::Policy& policy);

}  // namespace daicho::service
