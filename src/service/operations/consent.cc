// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/operations/person_change.h"
#include "service/operations/rows.h"

// Records a consent that a person gave, with the digest of the exact wording that was shown (A-017, B-030).
// It counts from now on, for no use that came before it.
namespace daicho::service {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Result;

constexpr Field fields_taken[] = {
    {"subject", FieldType::subject, true},
    {"consent", FieldType::name, true},
    {"channel", FieldType::name, true},
    {"shown", FieldType::document, false},  // the wording shown, when it was not the Japanese one in force
    {"subject_kind", FieldType::name, false},
};

// A wording as it was shown, and the policy version in which it stands.
struct Shown {
  base::PublicDigest text;
  base::PublicDigest policy;
};

bool is_wording(const policy::Policy& policy, std::string_view consent, std::string_view text) {
  const auto place = policy.consents().find(consent);
  if (!place) return false;
  const policy::LocalText& wording = policy.consents()[*place].text;
  return text == wording.ja || (!wording.en.empty() && text == wording.en);
}

// The policy version, the one in force or one before it, in which this wording of the consent stands.
Result<Shown> shown_as(const Occasion& occasion, std::string_view consent, const std::string& text) {
  const base::PublicDigest digest = crypto::public_digest(text);
  if (is_wording(occasion.policy(), consent, text)) return Shown{digest, occasion.policy().digest()};
  for (const PublishedPolicy* published : occasion.office.published_policies()) {
    const auto compiled = policy::compile(published->yaml, published->digest, occasion.reg.law.terms());
    if (compiled.policy && is_wording(*compiled.policy, consent, text))
      return Shown{digest, published->digest};
  }
  return fail(Error(ErrorCode::invalid_value,
                    "no published policy has this wording of the consent; send exactly what was shown")
                  .with("field", Literal("shown")));
}

class GiveConsent final : public PersonChange {
 public:
  GiveConsent(SubjectReference reference, policy::ConsentIndex consent, policy::ChannelIndex channel,
              Shown shown, vault::SubjectKind kind)
      : PersonChange(std::move(reference)), consent_(consent), channel_(channel), shown_(shown) {
    enters_as_ = kind;
    // Periods that run from a withdrawal stand still again.
    moves_clocks_ = true;
  }

  ledger::Operation recorded_as() const override { return ledger::Operation::consent; }

  policy::Question question() const override {
    policy::Question question{.operation = policy::Operation::consent};
    question.consent = consent_;
    return question;
  }

  void describe(ledger::Entry& entry) const override {
    PersonChange::describe(entry);
    entry.channel = policy_->channels()[channel_].name;
    entry.facts.push_back({"consent", policy_->consents()[consent_].name});
    entry.facts.push_back({"text_shown", shown_.text});
    entry.facts.push_back({"text_of_policy", shown_.policy});
  }

 private:
  Result<bool> change(const Occasion& occasion, vault::Subject& person, ledger::Entry& entry) override {
    const base::Term& name = policy_->consents()[consent_].name;
    for (const vault::Consent& act : person.consents) {
      if (act.consent != name || act.withdrawn || act.text_shown != shown_.text) continue;
      entry.facts.push_back({"consent_id", act.id});
      return false;
    }
    const auto id = occasion.derive<base::ConsentId>("consent");
    person.consents.push_back({id, name, occasion.now, shown_.text, shown_.policy,
                               policy_->channels()[channel_].name, std::nullopt});
    entry.facts.push_back({"consent_id", id});
    return true;
  }

  policy::ConsentIndex consent_;
  policy::ChannelIndex channel_;
  Shown shown_;
};

Result<std::unique_ptr<Operation>> parse(const Fields& fields, const Occasion& occasion) {
  const policy::Policy& policy = occasion.policy();
  ASSIGN_OR_RETURN(const auto consent, place_of(policy.consents(), fields.name("consent"), "consent"));
  ASSIGN_OR_RETURN(const auto channel, place_of(policy.channels(), fields.name("channel"), "channel"));
  const policy::Consent& row = policy.consents()[consent];
  Shown shown{crypto::public_digest(row.text.ja), policy.digest()};
  if (fields.has("shown")) {
    ASSIGN_OR_RETURN(shown, shown_as(occasion, row.name.text(), fields.document("shown")));
  }
  ASSIGN_OR_RETURN(const auto kind, subject_kind_of(fields, "subject_kind"));
  return std::make_unique<GiveConsent>(fields.subject("subject"), consent, channel, shown, kind);
}

}  // namespace

const OperationRow consent_row{"consent", policy::Operation::consent, true, fields_taken, parse};

}  // namespace daicho::service
