// SPDX-License-Identifier: Apache-2.0
#include "service/stated.h"

#include <algorithm>

#include "service/numbered_facts.h"

namespace daicho::service {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

void add_once(ledger::Fact fact, ledger::Entry& entry) {
  const bool known = std::any_of(entry.facts.begin(), entry.facts.end(),
                                 [&](const ledger::Fact& other) { return other.name == fact.name; });
  if (!known) entry.facts.push_back(std::move(fact));
}

// What was asked about. A decision that was only asked for says it itself.
std::optional<policy::Operation> asked_of(const ledger::Entry& entry) {
  if (entry.operation == ledger::Operation::use || entry.operation == ledger::Operation::open_attachment) {
    return policy::Operation::use;
  }
  if (entry.operation == ledger::Operation::acquire || entry.operation == ledger::Operation::attach) {
    return policy::Operation::acquire;
  }
  if (entry.operation == ledger::Operation::find) return policy::Operation::find;
  if (entry.operation == ledger::Operation::provide) return policy::Operation::provide;
  if (entry.operation == ledger::Operation::entrust) return policy::Operation::entrust;
  if (entry.operation == ledger::Operation::correct) return policy::Operation::correct;
  if (entry.operation != ledger::Operation::decide) return std::nullopt;
  const base::Term* asked = find_fact<base::Term>(entry, "asked");
  return asked == nullptr ? std::nullopt : policy::operation_named(asked->text());
}

template <typename Set, typename Table>
Set places(const Table& table, const std::vector<base::Term>& names) {
  Set set;
  for (const base::Term& name : names) {
    if (const auto place = table.find(name.text())) set.set(*place);
  }
  return set;
}

template <typename Table>
std::optional<typename Table::place_type> place(const Table& table, const base::Term* name) {
  return name == nullptr ? std::nullopt : table.find(name->text());
}

std::optional<policy::Medium> medium_of(const ledger::Entry& entry) {
  const base::Term* name = find_fact<base::Term>(entry, "medium");
  for (const policy::Medium medium : policy::all_media) {
    if (name != nullptr && public_name(medium).text() == name->text()) return medium;
  }
  return std::nullopt;
}

std::optional<policy::Country> country_of(const ledger::Entry& entry) {
  const base::Term* name = find_fact<base::Term>(entry, "country");
  if (name == nullptr) return std::nullopt;
  std::string letters = name->text();
  for (char& letter : letters) letter = static_cast<char>(letter - 'a' + 'A');
  return policy::Country::parse(letters);
}

bool is_flagged(const ledger::Entry& entry, base::Literal name) {
  const bool* flag = find_fact<bool>(entry, name);
  return flag != nullptr && *flag;
}

}  // namespace

void describe_stated(const policy::Policy& policy, const policy::Question& question, ledger::Entry& entry) {
  if (question.medium) add_once({"medium", *question.medium}, entry);
  std::vector<base::Term> contexts, facts, removed;
  question.contexts.for_each(
      [&](policy::ContextIndex context) { contexts.push_back(policy.contexts()[context].name); });
  question.facts.for_each([&](policy::FactIndex fact) { facts.push_back(policy.facts()[fact].name); });
  question.removed.for_each([&](policy::ItemIndex item) { removed.push_back(policy.items()[item].name); });
  add_numbered("context", contexts, entry);
  add_numbered("stated", facts, entry);
  add_numbered("removed", removed, entry);
  if (question.source_stated) add_once({"source_stated", true}, entry);
  if (question.provision) add_once({"provision", policy.provisions()[*question.provision].name}, entry);
  if (question.entrustment)
    add_once({"entrustment", policy.entrustments()[*question.entrustment].name}, entry);
  if (question.client) add_once({"client", *question.client}, entry);
  if (question.for_payment) add_once({"for_payment", true}, entry);
  if (question.country) {
    // Two letters are a name, in small letters.
    std::string letters = question.country->text();
    for (char& letter : letters) letter = static_cast<char>(letter - 'A' + 'a');
    add_once({"country", *base::Term::declared(letters)}, entry);
  }
}

Result<policy::Question> question_of(const policy::Policy& policy, const ledger::Entry& entry) {
  const auto asked = asked_of(entry);
  if (!asked)
    return fail(ErrorCode::invalid_value,
                "an acquisition, use, correction, search or decision can be judged again; this is none");
  policy::Question question{.operation = *asked};
  question.removed = places<policy::ItemSet>(policy.items(), read_numbered<base::Term>("removed", entry));
  question.items = places<policy::ItemSet>(policy.items(), entry.items) - question.removed;
  const auto purposes = places<policy::PurposeSet>(policy.purposes(), entry.purposes);
  if (*asked == policy::Operation::acquire) {
    question.purposes = purposes;
  } else {
    question.purpose = purposes.lowest();
  }
  question.medium = medium_of(entry);
  question.record_type = place(policy.record_types(), find_fact<base::Term>(entry, "record_type"));
  question.channel = place(policy.channels(), entry.channel ? &*entry.channel : nullptr);
  question.source_stated = is_flagged(entry, "source_stated");
  // An individual number in a value denies; the reasons say that it did.
  question.my_number_found =
      std::any_of(entry.reasons.begin(), entry.reasons.end(), [](const ledger::Reason& reason) {
        return reason.reason.text() == public_name(policy::ReasonCode::individual_number_found).text();
      });
  question.contexts =
      places<policy::ContextSet>(policy.contexts(), read_numbered<base::Term>("context", entry));
  question.facts = places<policy::FactSet>(policy.facts(), read_numbered<base::Term>("stated", entry));
  question.exception = place(policy.exceptions(), find_fact<base::Term>(entry, "exception"));
  question.provision = place(policy.provisions(), find_fact<base::Term>(entry, "provision"));
  question.entrustment = place(policy.entrustments(), find_fact<base::Term>(entry, "entrustment"));
  question.recipient = entry.recipient;
  if (const base::Term* client = find_fact<base::Term>(entry, "client")) question.client = *client;
  question.for_payment = is_flagged(entry, "for_payment");
  question.country = country_of(entry);
  // What was carried out then is not asked again.
  question.carries = {policy::DutyKind::mask, policy::DutyKind::record_provision};
  return question;
}

std::vector<ledger::Reason> recorded_reasons(const policy::Policy& policy, const policy::Decision& decision) {
  std::vector<ledger::Reason> reasons;
  reasons.reserve(decision.reasons().size());
  for (const policy::Reason& reason : decision.reasons()) {
    ledger::Reason named{ledger::term(public_name(reason.code)), std::nullopt, std::nullopt};
    if (reason.clause) named.clause = policy.clauses()[*reason.clause].name;
    if (reason.article)
      named.citation = ledger::Citation::declared(policy.citations()[*reason.article].printed.en);
    reasons.push_back(std::move(named));
  }
  return reasons;
}

}  // namespace daicho::service
