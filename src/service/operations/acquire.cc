// SPDX-License-Identifier: Apache-2.0
#include "service/numbered_facts.h"
#include "service/operations/rows.h"

#include <algorithm>

#include "crypto/hash.h"
#include "service/record_at_hand.h"
#include "service/retention_clock.h"
#include "service/stated.h"
#include "service/value_form.h"
#include "vault/rows.h"

// Takes in one record of a person: by a channel, for purposes, from a source, under the policy's allow-list
// (APPI 17–21; A-016…A-030, B-011…B-042).
namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;
using base::Status;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, false}, {"subject_kind", FieldType::name, false},
    {"record_type", FieldType::name, true}, {"channel", FieldType::name, true},
    {"purposes", FieldType::names, true},   {"source", FieldType::text, true},
    {"items", FieldType::values, true},     {"contexts", FieldType::names, false},
    {"facts", FieldType::facts, false},     {"consents", FieldType::names, false},
    {"events", FieldType::dates, false},    {"acquired_at", FieldType::instant, false},
    {"exception", FieldType::name, false},  {"client", FieldType::name, false},
};

class Acquire : public Operation {
 public:
  Acquire(SubjectReference reference, policy::RecordTypeIndex type, policy::ChannelIndex channel,
          base::Personal<std::string> source, std::vector<ItemValue> values)
      : subject_(std::move(reference)),
        type_(type),
        channel_(channel),
        source_(std::move(source)),
        values_(std::move(values)) {}

  vault::SubjectKind kind = vault::SubjectKind::customer;
  policy::PurposeSet purposes;
  policy::ContextSet contexts;
  policy::FactSet facts;
  policy::ConsentSet consents;
  std::optional<policy::ExceptionIndex> exception;
  std::vector<std::pair<policy::EventIndex, base::LocalDate>> events;
  base::Instant acquired;
  std::optional<base::Term> client;

  ledger::Operation recorded_as() const override { return ledger::Operation::acquire; }

  Result<store::Bucket> bucket(const Occasion& occasion) override {
    policy_ = &occasion.policy();
    return subject_.find(occasion, SubjectAtHand::Newcomer::may_be_entered);
  }

  Result<Facts> gather(const Occasion& occasion, const store::Snapshot& snapshot) override {
    RETURN_IF_ERROR(subject_.read(occasion, snapshot));
    RETURN_IF_ERROR(subject_.may_enter());
    Facts gathered{.subject = subject_.facts(occasion), .record = {}};
    // What is consented to with the acquisition counts for it.
    gathered.subject.given |= standing_consents(occasion.now);
    key_.reset();
    if (subject_.state() != nullptr && gathered.subject.state == policy::SubjectState::living) {
      ASSIGN_OR_RETURN(key_, subject_.key(occasion, snapshot));
    }
    return gathered;
  }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::acquire};
    question.items = items_of(values_);
    question.record_type = type_;
    question.channel = channel_;
    question.purposes = purposes;
    question.source_stated = !Detector::is_empty(source_);
    question.my_number_found = any_individual_number(values_) || Detector::has_individual_number(source_);
    question.contexts = contexts;
    question.facts = facts;
    question.exception = exception;
    question.client = client;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    entry.subject = subject_.id();
    entry.items = terms(*policy_, items_of(values_));
    entry.purposes = terms(*policy_, purposes);
    entry.channel = policy_->channels()[channel_].name;
    entry.facts.push_back({"record_type", policy_->record_types()[type_].name});
    if (exception) entry.facts.push_back({"exception", policy_->exceptions()[*exception].name});
    if (client) entry.facts.push_back({"client", *client});
    if (acquired != entry.at) entry.facts.push_back({"acquired_at", acquired});
    describe_stated(*policy_,
                    {.source_stated = !Detector::is_empty(source_), .contexts = contexts, .facts = facts},
                    entry);
    describe_brought(entry);
  }

  Status plan(const Occasion& occasion, const policy::Permit&, Plan& plan, AnswerWriter&) override {
    const base::RecordId id = occasion.derive<base::RecordId>("record");
    const vault::Subject person = person_after(occasion, id);
    if (!key_) key_ = subject_.enter(occasion, person, plan.commit);
    vault::Record record{.type = policy_->record_types()[type_].name,
                         .revision = 1,
                         .acquired = acquired,
                         .revised = occasion.now,
                         .channel = policy_->channels()[channel_].name,
                         .purposes = terms(*policy_, purposes),
                         .policy = policy_->digest(),
                         .items = {},
                         .sealed_source = {},
                         .index = {},
                         .due = {},
                         .attachments = {},
                         .client = client};
    seal_into(occasion, subject_.id(), id, *key_, values_, record);
    const vault::SealedPlace source_place{subject_.id(), id, record.revision, record.type.text(),
                                          source_item};
    record.sealed_source = occasion.reg.sealer.seal(*key_, source_place, source_);
    record.due = first_end(ends_of(*policy_, occasion.reg.law, person, id, record));

    if (changes_person()) {
      subject_.put(person, plan.commit);
    } else {
      subject_.unchanged(plan.commit);
    }
    put_record(subject_.id(), id, record, nullptr, plan.commit);
    plan.entry.records = {id};
    if (record.due) plan.entry.facts.push_back({"erasable_from", *record.due});
    return {};
  }

 private:
  // Consent comes with what it is given for: of what another system acquired before, it is dated as that is.
  base::Instant consented_at(base::Instant now) const { return std::min(acquired, now); }

  // The consents that came with the record, without those the person has withdrawn since.
  policy::ConsentSet standing_consents(base::Instant now) const {
    policy::ConsentSet standing = consents;
    if (subject_.state() == nullptr) return standing;
    consents.for_each([&](policy::ConsentIndex consent) {
      if (subject_.state()->withdrawn_after(policy_->consents()[consent].name, consented_at(now)))
        standing.reset(consent);
    });
    return standing;
  }

  // The consents and events that came with the record.
  void describe_brought(ledger::Entry& entry) const {
    std::vector<base::Term> given, happened;
    std::vector<base::LocalDate> days;
    consents.for_each(
        [&](policy::ConsentIndex consent) { given.push_back(policy_->consents()[consent].name); });
    for (const auto& [event, on] : events) {
      happened.push_back(policy_->events()[event].name);
      days.push_back(on);
    }
    add_numbered("consent", given, entry);
    add_numbered("event", happened, entry);
    add_numbered("event_on", days, entry);
  }

  bool changes_person() const {
    if (subject_.state() == nullptr || !consents.empty() || !events.empty()) return true;
    const auto& ended = subject_.state()->ended_purposes;
    return std::any_of(ended.begin(), ended.end(),
                       [this](const vault::PurposeEnd& end) { return begins_anew(end); });
  }

  // Whether this acquisition is for a purpose that had ended for the person before: a customer who comes
  // back.
  bool begins_anew(const vault::PurposeEnd& end) const {
    const auto purpose = policy_->purposes().find(end.purpose.text());
    return purpose && purposes.test(*purpose) && end.on < base::LocalDate::on(acquired);
  }

  // The person with what this acquisition adds.
  vault::Subject person_after(const Occasion& occasion, const base::RecordId& record) const {
    vault::Subject person =
        subject_.state() != nullptr ? *subject_.state() : subject_.newcomer(occasion, kind);
    std::erase_if(person.ended_purposes, [this](const vault::PurposeEnd& end) { return begins_anew(end); });
    // Consent comes with what it is given for: of what another system acquired before, it is dated as that
    // is.
    const base::Instant given = std::min(acquired, occasion.now);
    std::uint64_t number = 0;
    consents.for_each([&](policy::ConsentIndex consent) {
      const policy::Consent& row = policy_->consents()[consent];
      person.consents.push_back({occasion.derive<base::ConsentId>("consent", number++), row.name, given,
                                 crypto::public_digest(row.text.ja), policy_->digest(),
                                 policy_->channels()[channel_].name,
                                 person.withdrawn_after(row.name, given)});
    });
    for (const auto& [event, on] : events) {
      person.events.push_back({policy_->events()[event].name, on, record, occasion.now});
    }
    return person;
  }

  SubjectAtHand subject_;
  policy::RecordTypeIndex type_;
  policy::ChannelIndex channel_;
  base::Personal<std::string> source_;
  std::vector<ItemValue> values_;
  const policy::Policy* policy_ = nullptr;
  std::optional<vault::SubjectKey> key_;
};

Status read_optional(const Fields& fields, const Occasion& occasion, Acquire& acquire) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(acquire.client, party_named(fields, "client"));
  ASSIGN_OR_RETURN(acquire.kind, subject_kind_of(fields, "subject_kind"));
  ASSIGN_OR_RETURN(acquire.contexts, stated_contexts(policy, fields, "contexts"));
  if (fields.has("consents")) {
    for (const std::string& name : fields.names("consents")) {
      ASSIGN_OR_RETURN(const auto consent, place_of(policy.consents(), name, "consents"));
      acquire.consents.set(consent);
    }
  }
  if (fields.has("exception")) {
    ASSIGN_OR_RETURN(acquire.exception, place_of(policy.exceptions(), fields.name("exception"), "exception"));
  }
  ASSIGN_OR_RETURN(acquire.facts, stated_facts(policy, fields, "facts"));
  if (fields.has("events")) {
    for (const NamedDate& event : fields.dates("events")) {
      ASSIGN_OR_RETURN(const auto place, place_of(policy.events(), event.name, "events"));
      RETURN_IF_ERROR(expect_past(event.on, occasion, "events"));
      acquire.events.emplace_back(place, event.on);
    }
  }
  acquire.acquired = fields.has("acquired_at") ? fields.instant("acquired_at") : occasion.now;
  if (acquired_in_future(acquire.acquired, occasion.now)) {
    return fail(base::Error(ErrorCode::invalid_value, "a record cannot be acquired in the future")
                    .with("field", Literal("acquired_at")));
  }
  return {};
}

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto type,
                   place_of(policy.record_types(), fields.name("record_type"), "record_type"));
  ASSIGN_OR_RETURN(const auto channel, place_of(policy.channels(), fields.name("channel"), "channel"));
  ASSIGN_OR_RETURN(auto values, item_values(policy, fields.values("items"), "items"));
  if (values.empty())
    return fail(base::Error(ErrorCode::invalid_value, "a record holds one item at least")
                    .with("field", Literal("items")));
  SubjectReference reference;
  if (fields.has("subject")) reference = fields.subject("subject");
  auto acquire = std::make_unique<Acquire>(std::move(reference), type, channel, fields.text("source"),
                                           std::move(values));
  ASSIGN_OR_RETURN(acquire->purposes, purpose_set(policy, fields.names("purposes"), "purposes"));
  RETURN_IF_ERROR(read_optional(fields, occasion, *acquire));
  return std::unique_ptr<Operation>(std::move(acquire));
}

}  // namespace

const OperationRow acquire_row{"acquire", policy::Operation::acquire, true, fields_taken, parse};

}  // namespace daicho::service
