// SPDX-License-Identifier: Apache-2.0
#include "service/entry_answer.h"

#include <variant>

#include "policy/decide.h"

namespace daicho::service {
namespace {

void write_terms(JsonWriter& out, base::Literal name, const std::vector<base::Term>& terms) {
  if (terms.empty()) return;
  out.key(name).begin_array();
  for (const base::Term& term : terms) out.value(term);
  out.end_array();
}

void write_sentence(JsonWriter& out, const base::Term& reason, const std::string& about,
                    base::Language language) {
  constexpr std::string_view place = "{about}";
  for (const policy::ReasonCode code : policy::all_reason_codes()) {
    if (public_name(code).text() != reason.text()) continue;
    std::string sentence(policy::sentence(code, language));
    if (const std::size_t at = sentence.find(place); at != std::string::npos) {
      sentence.replace(at, place.size(), about.empty() ? "…" : about);
    }
    out.key("sentence").published(sentence);
    return;
  }
}

// How reasons are written: with the sentences of a policy, or by names where there is none.
struct Words {
  const policy::Policy* policy = nullptr;
  base::Language language = base::Language::en;
};

void write_clause(JsonWriter& out, const base::Term& name, const Words& words) {
  out.key("clause").value(name);
  if (words.policy == nullptr) return;
  const auto place = words.policy->clauses().find(name.text());
  if (!place) return;
  const base::Language language = words.language;
  const policy::Clause& clause = words.policy->clauses()[*place];
  out.key("clause_number").published(clause.number);
  out.key("clause_title").published(clause.title.in(language));
  out.key("clause_text").published(clause.text.in(language));
}

void write_reason(JsonWriter& out, const ledger::Reason& reason, const std::string& about,
                  const Words& words) {
  out.begin_object().key("code").value(reason.reason);
  if (!about.empty()) out.key("about").published(about);
  if (words.policy != nullptr) write_sentence(out, reason.reason, about, words.language);
  if (reason.clause) write_clause(out, *reason.clause, words);
  if (reason.citation) out.key("article").published(reason.citation->text());
  out.end_object();
}

void write_fact(JsonWriter& out, const ledger::Fact& fact) {
  out.key(fact.name);
  std::visit(
      [&](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::same_as<Value, bool>) {
          out.boolean(value);
        } else if constexpr (std::same_as<Value, ledger::Citation>) {
          out.published(value.text());
        } else {
          out.value(value);
        }
      },
      fact.value);
}

void write_in(JsonWriter& out, const ledger::Entry& entry, const Words& words, const Abouts& abouts) {
  out.key("outcome").value(entry.outcome);
  out.key("operation").value(entry.operation);
  out.key("at").value(entry.at);
  if (entry.subject) out.key("subject").value(*entry.subject);
  if (!entry.records.empty()) {
    out.key("records").begin_array();
    for (const base::RecordId& record : entry.records) out.value(record);
    out.end_array();
  }
  write_terms(out, "items_concerned", entry.items);
  write_terms(out, "purposes", entry.purposes);
  if (entry.channel) out.key("channel").value(*entry.channel);
  if (entry.recipient) out.key("recipient").value(*entry.recipient);
  out.key("reasons").begin_array();
  for (std::size_t i = 0; i < entry.reasons.size(); ++i) {
    write_reason(out, entry.reasons[i], i < abouts.size() ? abouts[i] : std::string(), words);
  }
  out.end_array();
  for (const ledger::Fact& fact : entry.facts) write_fact(out, fact);
}

}  // namespace

void write_entry(JsonWriter& out, const ledger::Entry& entry, const policy::Policy& policy,
                 base::Language language, Detail detail, const Abouts& abouts) {
  switch (detail) {
    case Detail::names:
      return write_in(out, entry, {}, abouts);
    case Detail::sentences:
      return write_in(out, entry, {&policy, language}, abouts);
  }
}

void write_entry(JsonWriter& out, const ledger::Entry& entry) {
  write_in(out, entry, {}, {});
}

}  // namespace daicho::service
