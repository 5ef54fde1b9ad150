// SPDX-License-Identifier: Apache-2.0
#include "service/operations/sharing.h"

#include <algorithm>
#include <cctype>

#include "service/operations/rows.h"
#include "service/record_choice.h"
#include "service/stated.h"

namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

// What one request gives away of one type; who holds more asks by record.
constexpr std::size_t records_shared_max = 100;

Result<std::optional<policy::Country>> country_named(const Fields& fields) {
  if (!fields.has("country")) return std::optional<policy::Country>();
  std::string letters = fields.name("country");
  for (char& letter : letters) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  if (const auto country = policy::Country::parse(letters)) return std::optional(*country);
  return fail(Error(ErrorCode::invalid_value, "a country has two letters (ISO 3166-1)")
                  .with("field", Literal("country")));
}

}  // namespace

Result<policy::Question> sharing_question(policy::Operation operation, const Fields& fields,
                                          const policy::Policy& policy) {
  policy::Question question{.operation = operation};
  ASSIGN_OR_RETURN(question.items, item_set(policy, fields.names("items"), "items"));
  ASSIGN_OR_RETURN(question.recipient, party_named(fields, "recipient"));
  ASSIGN_OR_RETURN(question.client, party_named(fields, "client"));
  ASSIGN_OR_RETURN(question.country, country_named(fields));
  if (fields.has("purpose")) {
    ASSIGN_OR_RETURN(question.purpose, place_of(policy.purposes(), fields.name("purpose"), "purpose"));
  }
  ASSIGN_OR_RETURN(question.facts, stated_facts(policy, fields, "facts"));
  question.carries = {policy::DutyKind::mask, policy::DutyKind::record_provision};
  return question;
}

Result<store::Bucket> Sharing::bucket(const Occasion& occasion) {
  policy_ = &occasion.policy();
  return subject_.find(occasion);
}

Result<Facts> Sharing::gather(const Occasion& occasion, const store::Snapshot& snapshot) {
  RETURN_IF_ERROR(subject_.read(occasion, snapshot));
  Facts gathered{.subject = subject_.facts(occasion), .record = {}};
  readable_.clear();
  key_.reset();
  if (gathered.subject.state != policy::SubjectState::living) return gathered;
  ASSIGN_OR_RETURN(key_, subject_.key(occasion, snapshot));
  const base::Term& type = policy_->record_types()[type_].name;
  ASSIGN_OR_RETURN(auto records, read_records(snapshot, subject_.id(), &type, "", records_shared_max));
  const bool by_exception = is_exceptional() || !question_.purpose;
  const RecordWish wish{question_.items, question_.purpose.value_or(policy::PurposeIndex(0)), by_exception,
                        true};
  if (question_.client) {
    std::erase_if(records,
                  [this](const RecordAtHand& at_hand) { return at_hand.record.client != question_.client; });
  }
  readable_ = choose_records(*policy_, occasion.reg.law, *subject_.state(), base::LocalDate::on(occasion.now),
                             wish, std::move(records), gathered);
  return gathered;
}

void Sharing::describe(ledger::Entry& entry) const {
  entry.subject = subject_.id();
  entry.items = terms(*policy_, question_.items);
  if (question_.purpose) entry.purposes = {policy_->purposes()[*question_.purpose].name};
  entry.recipient = question_.recipient;
  entry.facts.push_back({"record_type", policy_->record_types()[type_].name});
  describe_stated(*policy_, question_, entry);
}

Status Sharing::plan(const Occasion& occasion, const policy::Permit& permit, Plan& plan,
                     AnswerWriter& answer) {
  // A stop, a withdrawal, a correction or an erasure that came after the snapshot makes the commit fail.
  subject_.unchanged(plan.commit);
  for (const RecordAtHand& at_hand : readable_) {
    plan.commit.preconditions.push_back({at_hand.key, store::Precondition::Version{at_hand.version}});
  }
  answer.json().key("given").begin_array();
  for (const RecordAtHand& at_hand : readable_) {
    RETURN_IF_ERROR(write_record(occasion, permit, at_hand, answer));
    plan.entry.records.push_back(at_hand.id);
  }
  answer.json().end_array();
  return {};
}

Status Sharing::write_record(const Occasion& occasion, const policy::Permit& permit,
                             const RecordAtHand& at_hand, AnswerWriter& answer) const {
  const vault::Record& held = at_hand.record;
  answer.json().begin_object();
  answer.json().key("record").value(at_hand.id).key("record_type").value(held.type);
  answer.json().key("items").begin_object();
  for (const vault::SealedItem& item : held.items) {
    const vault::SealedPlace place{subject_.id(), at_hand.id, held.revision, held.type.text(),
                                   item.item.text()};
    ASSIGN_OR_RETURN(const auto value, occasion.reg.sealer.open(*key_, place, item.sealed));
    answer.put(permit, *policy_->items().find(item.item.text()), value);
  }
  answer.json().end_object().end_object();
  return {};
}

}  // namespace daicho::service
