// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "policy/articles.h"
#include "policy/gates.h"

namespace daicho::policy {
namespace {

const Provision& provision_of(const Asked& asked) {
  return asked.policy.provisions()[*asked.question.provision];
}
const Entrustment& entrustment_of(const Asked& asked) {
  return asked.policy.entrustments()[*asked.question.entrustment];
}
const Abroad& abroad_of(const Asked& asked) {
  return asked.is(Operation::provide) ? provision_of(asked).abroad : entrustment_of(asked).abroad;
}
ClauseIndex clause_of(const Asked& asked) {
  return asked.is(Operation::provide) ? provision_of(asked).clause : entrustment_of(asked).clause;
}

bool goes_abroad(const Asked& asked) {
  return asked.question.country && *asked.question.country != Country::japan();
}

bool is_listed(const Asked& asked) {
  const std::vector<Country>& listed = abroad_of(asked).countries;
  return std::find(listed.begin(), listed.end(), *asked.question.country) != listed.end();
}

Article article_of(Basis basis) {
  switch (basis) {
    case Basis::consent:
    case Basis::exception:
      return Article::provision;
    case Basis::law:
      return Article::provision_by_law;
    case Basis::opt_out:
      return Article::opt_out;
    case Basis::joint_use:
      return Article::joint_use;
    case Basis::succession:
      return Article::succession;
    case Basis::return_to:
      return Article::entrustment;
  }
  return Article::provision;
}

void ask_purpose_and_country(const Asked& asked, const PurposeSet& purposes) {
  const ClauseIndex clause = clause_of(asked);
  const auto purpose = asked.question.purpose;
  if (purpose && !purposes.empty() && !purposes.test(*purpose)) {
    asked.out.add(ReasonCode::purpose_not_of_rule)
        .under(clause)
        .citing(Article::purpose_limit)
        .about(*purpose);
  }
  if (goes_abroad(asked) && !is_listed(asked)) {
    asked.out.add(ReasonCode::country_not_listed).under(clause).citing(Article::abroad);
  }
}

void ask_basis(const Asked& asked, const Provision& rule) {
  const auto deny = [&](ReasonCode code) -> ReasonWriter::Added {
    return asked.out.add(code)
        .under(rule.clause)
        .citing(article_of(rule.basis))
        .about(*asked.question.provision);
  };
  if (rule.basis == Basis::opt_out) {
    if (asked.now < rule.opt_out->starts.start()) deny(ReasonCode::opt_out_not_begun);
    if (asked.record.from_opt_out) deny(ReasonCode::received_by_opt_out);
  }
  if (rule.basis == Basis::succession) {
    (rule.limbs - asked.question.facts).for_each([&](FactIndex limb) {
      deny(ReasonCode::exception_limb_missing).about(limb);
    });
  }
  if (rule.basis == Basis::return_to) {
    const bool is_theirs = asked.record.type && rule.entrusted &&
                           asked.policy.entrusted_by(*asked.record.type) == rule.entrusted;
    if (!is_theirs) deny(ReasonCode::not_entrusted);
    if (asked.question.recipient != asked.record.client) deny(ReasonCode::client_differs);
  }
}

void ask_provision(const Asked& asked) {
  const Provision& rule = provision_of(asked);
  const ItemSet outside = asked.question.items - rule.items;
  if (!outside.empty())
    asked.deny(ReasonCode::item_not_in_provision, outside).under(rule.clause).citing(Article::provision);
  ask_purpose_and_country(asked, rule.purposes);
  ask_basis(asked, rule);
  (rule.needs - asked.question.facts).for_each([&](FactIndex fact) {
    asked.out.add_once(ReasonCode::fact_missing, rule.clause, fact);
  });
  if (asked.question.for_payment && !rule.for_payment) {
    asked.out.add(ReasonCode::payment_not_allowed)
        .under(rule.clause)
        .citing(Article::provision)
        .about(*asked.question.provision);
  }
}

void ask_entrustment(const Asked& asked) {
  const Entrustment& rule = entrustment_of(asked);
  const ItemSet outside = asked.question.items - rule.items;
  if (!outside.empty())
    asked.deny(ReasonCode::item_not_in_entrustment, outside)
        .under(rule.clause)
        .citing(Article::purpose_limit);
  ask_purpose_and_country(asked, rule.purposes);
  (rule.required - asked.question.facts).for_each([&](FactIndex fact) {
    asked.out.add(ReasonCode::requirement_missing)
        .under(rule.clause)
        .citing(Article::supervision)
        .about(fact);
  });
  if (!asked.states(rule.re_entrusted) || rule.re_entrustment == ReEntrustment::free) return;
  if (rule.re_entrustment == ReEntrustment::forbidden || !asked.states(rule.re_entrustment_approved)) {
    asked.out.add(ReasonCode::re_entrustment_not_allowed).under(rule.clause).citing(Article::supervision);
  }
}

}  // namespace

ItemSet reach_of_basis(const Asked& asked, bool may_use_exception) {
  if (!asked.is(Operation::provide)) return {};
  const Provision& rule = provision_of(asked);
  if (!rule.is_exceptional()) return {};
  const Exception* exception = rule.exception ? &asked.policy.exceptions()[*rule.exception] : nullptr;
  const FactSet& limbs = exception == nullptr ? rule.limbs : exception->limbs;
  const FactSet missing = limbs - asked.question.facts;
  if (!may_use_exception) asked.out.add(ReasonCode::caller_lacks_operation).under(rule.clause);
  missing.for_each([&](FactIndex limb) {
    asked.out.add(ReasonCode::exception_limb_missing)
        .under(rule.clause)
        .citing(article_of(rule.basis))
        .about(limb);
  });
  if (!may_use_exception || limbs.empty() || !missing.empty()) return {};
  const ItemSet never = exception == nullptr ? ItemSet() : exception->never_reach;
  const ItemSet beyond = asked.question.items & never;
  if (!beyond.empty()) asked.deny(ReasonCode::exception_does_not_reach, beyond).under(rule.clause);
  return asked.question.items - never - asked.policy.items_of(ItemClass::secrecy_of_communications);
}

void ask_rule_of_sharing(const Asked& asked) {
  if (asked.is(Operation::provide)) {
    ask_provision(asked);
  } else {
    ask_entrustment(asked);
  }
}

void ask_persons_word_on_provision(const Asked& asked) {
  const Provision& rule = provision_of(asked);
  if (rule.consent && !asked.subject.given.test(*rule.consent)) {
    asked.out.add(ReasonCode::consent_missing)
        .under(rule.clause)
        .citing(Article::provision)
        .about(*rule.consent);
  }
  (rule.blocked_by & asked.subject.standing).for_each([&](StopIndex stop) {
    asked.out.add(ReasonCode::stopped).under(asked.policy.stops()[stop].clause).about(stop);
  });
}

void ask_law_of_sharing(const Asked& asked) {
  const Abroad& abroad = abroad_of(asked);
  if (goes_abroad(asked) && is_listed(asked) && abroad.consent &&
      !asked.subject.given.test(*abroad.consent)) {
    asked.out.add(ReasonCode::consent_missing)
        .under(clause_of(asked))
        .citing(Article::abroad)
        .about(*abroad.consent);
  }
  if (!asked.is(Operation::provide)) return;
  const Provision& rule = provision_of(asked);
  if (rule.exception && !asked.policy.exceptions()[*rule.exception].lifts_provision) {
    asked.out.add(ReasonCode::provision_beyond_law)
        .under(rule.clause)
        .citing(Article::provision)
        .about(*asked.question.provision);
  }
  const ItemSet special = asked.question.items & asked.policy.items_of(ItemClass::special_care);
  if (rule.basis == Basis::opt_out && !special.empty())
    asked.deny(ReasonCode::special_care_by_opt_out, special).citing(Article::opt_out);
  const ItemSet related = asked.question.items & asked.policy.items_of(ItemClass::person_related);
  const bool must_confirm =
      rule.basis == Basis::opt_out || rule.basis == Basis::joint_use || rule.basis == Basis::succession;
  if (must_confirm && !related.empty() && !asked.states(rule.recipient_does_not_match))
    asked.deny(ReasonCode::person_related_unconfirmed, related).citing(Article::person_related);
}

void add_grounds_of_sharing(const Asked& asked) {
  if (asked.is(Operation::entrust)) {
    asked.out.add(ReasonCode::entrustment_listed)
        .under(entrustment_of(asked).clause)
        .citing(Article::entrustment)
        .about(*asked.question.entrustment);
    return;
  }
  const Provision& rule = provision_of(asked);
  asked.out.add(ReasonCode::provision_listed)
      .under(rule.clause)
      .citing(article_of(rule.basis))
      .about(*asked.question.provision);
  if (!rule.exception) return;
  const Exception& exception = asked.policy.exceptions()[*rule.exception];
  for (const CitationIndex citation : exception.cites) {
    asked.out.add(ReasonCode::exception_applies)
        .under(exception.clause)
        .citing(citation)
        .about(*rule.exception);
  }
}

ConsentSet consents_of_sharing(const Asked& asked) {
  ConsentSet consents;
  if (asked.is(Operation::provide) && provision_of(asked).consent) consents.set(*provision_of(asked).consent);
  if (goes_abroad(asked) && abroad_of(asked).consent) consents.set(*abroad_of(asked).consent);
  return consents;
}

}  // namespace daicho::policy
