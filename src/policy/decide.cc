// SPDX-License-Identifier: Apache-2.0
#include "policy/decide.h"

#include "policy/articles.h"
#include "policy/gates.h"
#include "policy/reason_writer.h"

namespace daicho::policy {

// One question being asked. First come the gates, in the order policy, the person's own state, law, secrecy
// and individual number; every gate that is shut adds its reason. Only when none is shut are the grounds that
// allow collected.
class Evaluation {
 public:
  Evaluation(const Policy& policy, const CallerFacts& caller, const SubjectFacts& subject,
             const RecordFacts& record, const Question& question, base::Instant now, Decision& decision)
      : policy_(policy),
        caller_(caller),
        subject_(subject),
        record_(record),
        question_(question),
        now_(now),
        out_(decision),
        asked_{policy, subject, record, question, now, out_} {}

  // Whether it is permitted; the reasons stand in the decision.
  bool run() {
    if (!ask_form()) return false;
    if (is_shared()) {
      reached_ = reach_of_basis(asked_, caller_.operations.test(Operation::use_exception));
    } else {
      find_reach_of_exception();
    }
    ask_caller();
    ask_policy();
    ask_person();
    ask_law();
    ask_secrecy_and_individual_number();
    if (!out_.empty()) return false;
    collect_grounds();
    return true;
  }

  // What a permit opens.
  ItemSet opened_items() const {
    switch (question_.operation) {
      case Operation::use:
      case Operation::find:
      case Operation::provide:
      case Operation::entrust:
        return question_.items;
      case Operation::export_subject:
        return policy_.all_items();
      case Operation::acquire:
      case Operation::correct:
      case Operation::consent:
      case Operation::withdraw:
      case Operation::stop:
      case Operation::lift:
      case Operation::report_event:
      case Operation::hold:
      case Operation::release:
      case Operation::erase:
      case Operation::decide_only:
      case Operation::read_state:
      case Operation::read_ledger:
      case Operation::publish_policy:
      case Operation::administer:
      case Operation::run_retention:
      case Operation::use_exception:
      case Operation::approve:
        return {};
    }
    return {};
  }
  const Duties& duties() const { return duties_; }

 private:
  ReasonWriter::Added add(ReasonCode code) { return out_.add(code); }
  template <typename Place>
  ReasonWriter::Added add_once(ReasonCode code, ClauseIndex clause, Place about) {
    return out_.add_once(code, clause, about);
  }
  // Denies because of `items`, naming the first of them.
  ReasonWriter::Added deny(ReasonCode code, const ItemSet& items) {
    out_.denied_items() |= items;
    return add(code).about(*items.lowest());
  }

  bool is(Operation operation) const { return question_.operation == operation; }
  bool is_shared() const { return is(Operation::provide) || is(Operation::entrust); }
  // Items leave their record: they are read, provided or entrusted.
  bool reads() const { return is(Operation::use) || is_shared(); }
  bool concerns_purpose() const { return reads() || is(Operation::find); }
  bool brings_values() const { return is(Operation::acquire) || is(Operation::correct); }
  bool takes_away() const { return is(Operation::correct) && !question_.removed.empty(); }
  bool changes_person() const {
    return is(Operation::withdraw) || is(Operation::stop) || is(Operation::lift) ||
           is(Operation::report_event) || is(Operation::hold) || is(Operation::release) ||
           is(Operation::erase);
  }

  // Whether the question is whole and speaks of this policy only. Nothing else is asked of one that is not,
  // for its places would point outside the tables.
  bool ask_form() {
    const Question& q = question_;
    if (!is_known_operation() || !is_of_this_policy()) {
      add(ReasonCode::not_of_this_policy);
      return false;
    }
    const bool whole = (!brings_values() && !concerns_purpose() ? true : !q.items.empty() || takes_away()) &&
                       (!is(Operation::use) || q.purpose || q.exception) &&
                       (!is(Operation::find) || q.purpose) &&
                       (!is(Operation::acquire) || (q.record_type && q.channel && !q.purposes.empty())) &&
                       (!(is(Operation::consent) || is(Operation::withdraw)) || q.consent) &&
                       (!(is(Operation::stop) || is(Operation::lift)) || q.stop) &&
                       (!is(Operation::report_event) || q.event) &&
                       (!(is(Operation::hold) || is(Operation::release)) || q.hold_kind) &&
                       (!is_shared() || is_whole_sharing());
    if (!whole) add(ReasonCode::question_incomplete);
    if (now_ < policy_.effective().start()) {
      add(ReasonCode::policy_not_in_force);
    }
    return out_.empty();
  }

  // What is provided or entrusted goes to somebody, under a rule, and for one of its purposes if it has any.
  bool is_whole_sharing() const {
    const Question& q = question_;
    if (!q.recipient) return false;
    if (is(Operation::entrust)) return q.entrustment && q.purpose;
    if (!q.provision) return false;
    const Provision& rule = policy_.provisions()[*q.provision];
    return q.purpose || rule.purposes.empty() || rule.is_exceptional();
  }

  bool is_known_operation() const {
    const auto number = static_cast<unsigned>(question_.operation);
    return number >= static_cast<unsigned>(Operation::acquire) &&
           number <= static_cast<unsigned>(Operation::approve);
  }

  bool is_of_this_policy() const {
    const Question& q = question_;
    return policy_.all_items().includes(q.items | q.removed) && policy_.all_purposes().includes(q.purposes) &&
           (!q.purpose || policy_.purposes().has(*q.purpose)) &&
           (!q.record_type || policy_.record_types().has(*q.record_type)) &&
           (!record_.type || policy_.record_types().has(*record_.type)) &&
           (!q.channel || policy_.channels().has(*q.channel)) &&
           (!q.exception || policy_.exceptions().has(*q.exception)) &&
           (!q.consent || policy_.consents().has(*q.consent)) && (!q.stop || policy_.stops().has(*q.stop)) &&
           (!q.event || policy_.events().has(*q.event)) &&
           (!q.hold_kind || policy_.hold_kinds().has(*q.hold_kind)) &&
           (!q.provision || policy_.provisions().has(*q.provision)) &&
           (!q.entrustment || policy_.entrustments().has(*q.entrustment));
  }

  // An exception holds when it is of the limit in question, all limbs are stated and the caller may invoke
  // it. It lifts the policy's limits on the items it reaches; it never reaches secrecy of communications
  //
  void find_reach_of_exception() {
    if (!question_.exception) return;
    const Exception& exception = policy_.exceptions()[*question_.exception];
    const bool fits = (is(Operation::use) && exception.lifts == Closes::purposes) ||
                      (is(Operation::acquire) && exception.lifts == Closes::items);
    const bool may_invoke = caller_.operations.test(Operation::use_exception);
    if (!fits || exception.limbs.empty() || !may_invoke) {
      add(may_invoke ? ReasonCode::exception_does_not_reach : ReasonCode::caller_lacks_operation)
          .under(exception.clause)
          .about(*question_.exception);
      return;
    }
    const FactSet missing = exception.limbs - question_.facts;
    missing.for_each([&](FactIndex limb) {
      add(ReasonCode::exception_limb_missing)
          .under(exception.clause)
          .citing(first_citation(exception))
          .about(limb);
    });
    if (!missing.empty()) return;
    reached_ =
        question_.items - exception.never_reach - policy_.items_of(ItemClass::secrecy_of_communications);
    lifts_special_care_ = exception.lifts_special_care;
    const ItemSet beyond = question_.items - reached_ - allowed_by_purpose();
    if (beyond.empty()) return;
    deny(ReasonCode::exception_does_not_reach, beyond).under(exception.clause);
    secret_beyond_ = beyond & policy_.items_of(ItemClass::secrecy_of_communications);
  }

  static std::optional<CitationIndex> first_citation(const Exception& exception) {
    return exception.cites.empty() ? std::nullopt : std::optional(exception.cites.front());
  }

  // The items that the purposes asked for may use.
  ItemSet allowed_by_purpose() const {
    ItemSet items;
    if (question_.purpose && concerns_purpose()) items = policy_.purposes()[*question_.purpose].items;
    if (is(Operation::acquire)) {
      question_.purposes.for_each([&](PurposeIndex purpose) { items |= policy_.purposes()[purpose].items; });
    }
    return items;
  }

  // The items that no exception reaches: for them every limit holds.
  ItemSet limited_items() const { return question_.items - reached_; }
  bool is_lifted() const { return !reached_.empty() && limited_items().empty(); }

  void ask_caller() {
    if (!caller_.operations.test(question_.operation)) {
      add(ReasonCode::caller_lacks_operation);
    }
    if (caller_.all_purposes) return;
    PurposeSet wanted;
    if (question_.purpose && concerns_purpose()) wanted.set(*question_.purpose);
    if (is(Operation::acquire)) wanted |= question_.purposes;
    const auto lacking = (wanted - caller_.purposes).lowest();
    if (lacking)
      add(ReasonCode::caller_lacks_purpose).under(policy_.purposes()[*lacking].clause).about(*lacking);
  }

  // ---- policy
  void ask_policy() {
    if (is(Operation::acquire)) ask_channel_and_record_type();
    if (is(Operation::acquire) || concerns_purpose()) ask_purpose_reaches_items();
    if (reads()) ask_reading();
    if (is_shared()) ask_rule_of_sharing(asked_);
    if (is(Operation::acquire) || reads()) {
      ask_apart(asked_);
      ask_client(asked_);
      duties_ = ask_duties(asked_);
    }
    if (brings_values()) ask_conditions();
    if (is(Operation::correct) && record_.type) ask_record_type(*record_.type);
    if ((reads() || is(Operation::correct)) && record_.retention_ended) {
      add(ReasonCode::retention_ended).citing(Article::no_longer_needed);
    }
    if (is(Operation::hold)) {
      const HoldKind& kind = policy_.hold_kinds()[*question_.hold_kind];
      ask_facts(kind.needs, kind.clause);
    }
    if (is(Operation::erase) && record_.under_hold) {
      add(ReasonCode::held_back_by_hold);
    }
  }

  void ask_channel_and_record_type() {
    const Channel& channel = policy_.channels()[*question_.channel];
    const ItemSet not_by_channel = question_.items - channel.items;
    if (!not_by_channel.empty()) {
      deny(ReasonCode::item_not_by_channel, not_by_channel)
          .under(channel.clause)
          .citing(Article::proper_acquisition);
    }
    if (channel.source_required && !question_.source_stated) {
      add(ReasonCode::source_not_stated)
          .under(channel.clause)
          .citing(Article::proper_acquisition)
          .about(*question_.channel);
    }
    ask_record_type(*question_.record_type);
  }

  void ask_record_type(RecordTypeIndex place) {
    const RecordType& type = policy_.record_types()[place];
    const ItemSet outside = question_.items - type.items;
    if (!outside.empty()) deny(ReasonCode::item_not_in_record_type, outside).under(type.clause);
  }

  void ask_purpose_reaches_items() {
    const ItemSet outside = limited_items() - allowed_by_purpose();
    const bool may_lack_purpose = is_shared() || (question_.exception && is(Operation::use));
    if (outside.empty() || (may_lack_purpose && !question_.purpose)) return;
    const auto clause = question_.purpose ? policy_.purposes()[*question_.purpose].clause
                                          : policy_.items()[*outside.lowest()].clause;
    deny(ReasonCode::item_not_for_purpose, outside).under(clause).citing(Article::purpose_limit);
  }

  void ask_reading() {
    if (record_.type) ask_record_type(*record_.type);
    if (!question_.purpose) return;
    const PurposeIndex place = *question_.purpose;
    const Purpose& purpose = policy_.purposes()[place];
    if (!is_lifted()) ask_acquired_for(asked_, limited_items());
    if (question_.medium && (purpose.media & bit(*question_.medium)) == 0) {
      add(ReasonCode::medium_not_of_purpose).under(purpose.clause).about(place);
    }
    ask_facts(purpose.needs, purpose.clause);
    if (purpose.after && !question_.facts.test(*purpose.after)) {
      add(ReasonCode::step_missing).under(purpose.clause).about(*purpose.after);
    }
  }

  void ask_facts(const FactSet& needed, ClauseIndex clause) {
    (needed - question_.facts).for_each([&](FactIndex fact) {
      add_once(ReasonCode::fact_missing, clause, fact);
    });
  }

  // The conditions under which single items may be acquired (only_if), except consents, which are the
  // person's.
  void ask_conditions() {
    (limited_items() & policy_.conditional_items()).for_each([&](ItemIndex place) {
      const Item& item = policy_.items()[place];
      const ContextSet contexts = item.only_in_contexts - subject_.contexts - question_.contexts;
      contexts.for_each(
          [&](ContextIndex context) { add_once(ReasonCode::context_missing, item.clause, context); });
      ask_facts(item.only_with_facts, item.clause);
      if (!contexts.empty() || !question_.facts.includes(item.only_with_facts))
        out_.denied_items().set(place);
    });
  }

  // ---- the person's own state
  void ask_person() {
    const bool needs_person = reads() || is(Operation::correct) || is(Operation::export_subject) ||
                              changes_person() || is(Operation::approve);
    if (needs_person && subject_.state == SubjectState::unknown) {
      add(ReasonCode::subject_unknown);
    }
    const bool concerns_person = needs_person || is(Operation::acquire) || is(Operation::consent);
    if (concerns_person && subject_.state == SubjectState::erased) {
      add(ReasonCode::subject_erased);
    }
    const bool shut_by_restriction = is(Operation::acquire) || reads();
    if (shut_by_restriction && subject_.state == SubjectState::restricted && !is_lifted()) {
      add(ReasonCode::subject_restricted).citing(Article::cessation_of_use);
    }
    if ((reads() || is(Operation::correct) || is(Operation::hold)) && !record_.held) {
      add(ReasonCode::record_not_held);
    }
    if (reads() && question_.purpose) ask_persons_purpose(*question_.purpose);
    if (reads() || brings_values()) ask_consents_of_items();
    if (is(Operation::provide)) ask_persons_word_on_provision(asked_);
  }

  // What the person has said about the purpose: consents given, stops demanded; and whether it has ended.
  void ask_persons_purpose(PurposeIndex place) {
    const Purpose& purpose = policy_.purposes()[place];
    if (!is_lifted()) {
      if (subject_.ended.test(place)) {
        add(ReasonCode::purpose_ended).under(purpose.clause).citing(Article::no_longer_needed).about(place);
      }
      (purpose.consents - subject_.given).for_each([&](ConsentIndex consent) {
        add(ReasonCode::consent_missing).under(purpose.clause).citing(Article::purpose_limit).about(consent);
      });
    }
    (purpose.blocked_by & subject_.standing).for_each([&](StopIndex place_of_stop) {
      const Stop& stop = policy_.stops()[place_of_stop];
      const MediumSet used = question_.medium ? bit(*question_.medium) : purpose.media;
      if (stop.purposes.test(place) || (stop.media & used) != 0) {
        add(ReasonCode::stopped).under(stop.clause).about(place_of_stop);
      }
    });
  }

  void ask_consents_of_items() {
    (limited_items() & policy_.consent_items()).for_each([&](ItemIndex place) {
      const Item& item = policy_.items()[place];
      const ConsentSet missing = item.only_with_consents - subject_.given;
      missing.for_each([&](ConsentIndex consent) {
        out_.denied_items().set(place);
        add_once(ReasonCode::consent_missing, item.clause, consent);
      });
      if (!reads() || !question_.purpose) return;
      (item.only_with_consents - missing).for_each([&](ConsentIndex consent) {
        if (policy_.consents()[consent].covers_purposes.test(*question_.purpose)) return;
        out_.denied_items().set(place);
        add_once(ReasonCode::consent_does_not_cover, policy_.consents()[consent].clause, consent)
            .citing(Article::purpose_limit);
      });
    });
  }

  // ---- law
  void ask_law() {
    if (brings_values()) {
      // Special-care information: never without consent, whatever the policy's exceptions say (APPI 20(2)).
      ItemSet unlawful;
      ((lifts_special_care_ ? limited_items() : question_.items) & policy_.items_of(ItemClass::special_care))
          .for_each([&](ItemIndex place) {
            const ConsentSet& needed = policy_.items()[place].only_with_consents;
            if (needed.empty() || !subject_.given.includes(needed)) unlawful.set(place);
          });
      if (!unlawful.empty()) {
        deny(ReasonCode::special_care_without_consent, unlawful).citing(Article::special_care);
      }
    }
    if (is_shared()) ask_law_of_sharing(asked_);
    if (is(Operation::erase) && record_.under_statute) {
      add(ReasonCode::kept_by_statute);
    }
  }

  // ---- secrecy of communications, individual number
  void ask_secrecy_and_individual_number() {
    const ItemSet secret = is_shared()
                               ? question_.items & policy_.items_of(ItemClass::secrecy_of_communications)
                               : secret_beyond_;
    if (!secret.empty()) {
      deny(ReasonCode::secrecy_of_communications, secret).citing(Article::secrecy);
    }
    if (brings_values() && question_.my_number_found) {
      add(ReasonCode::individual_number_found).citing(Article::individual_number);
    }
  }

  // ---- the grounds of a permit
  void collect_grounds() {
    if (is(Operation::acquire)) {
      const Channel& channel = policy_.channels()[*question_.channel];
      add(ReasonCode::channel_listed)
          .under(channel.clause)
          .citing(Article::proper_acquisition)
          .about(*question_.channel);
      const RecordType& type = policy_.record_types()[*question_.record_type];
      add(ReasonCode::record_type_listed).under(type.clause).about(*question_.record_type);
      question_.purposes.for_each([&](PurposeIndex purpose) { add_purpose(purpose); });
      add_limit(Closes::items);
    }
    if (is_shared()) add_grounds_of_sharing(asked_);
    if (concerns_purpose() && question_.purpose) {
      add_purpose(*question_.purpose);
      add_limit(Closes::purposes);
    }
    if (question_.exception && !is_shared()) add_exception(policy_.exceptions()[*question_.exception]);
    if (brings_values() || concerns_purpose()) add_items();
    if (reads() || brings_values()) add_consents();
    if (brings_values()) add_conditions();
    if (is(Operation::acquire) || reads()) add_grounds_of_care(asked_, duties_);
    if (reads() && question_.purpose) add_needs(policy_.purposes()[*question_.purpose]);
    add_persons_matter();
    if (out_.empty()) add(ReasonCode::operation_allowed);
  }

  void add_purpose(PurposeIndex place) {
    add(ReasonCode::purpose_listed)
        .under(policy_.purposes()[place].clause)
        .citing(Article::purpose_limit)
        .about(place);
  }

  void add_limit(Closes closes) {
    if (const auto clause = policy_.closing_clause(closes)) add(ReasonCode::limit_kept).under(clause);
  }

  void add_exception(const Exception& exception) {
    if (exception.cites.empty()) {
      add(ReasonCode::exception_applies).under(exception.clause).about(*question_.exception);
    }
    for (const CitationIndex citation : exception.cites) {
      add(ReasonCode::exception_applies).under(exception.clause).citing(citation).about(*question_.exception);
    }
  }

  void add_items() {
    const auto article = is(Operation::correct) ? std::optional(place_of(Article::correction)) : std::nullopt;
    for (const Policy::ItemClause& group : policy_.item_clauses()) {
      const auto first = (group.items & (question_.items | question_.removed)).lowest();
      if (first) add(ReasonCode::item_listed).under(group.clause).citing(article).about(*first);
    }
  }

  void add_consents() {
    ConsentSet relied_on;
    if (reads() && question_.purpose) relied_on = policy_.purposes()[*question_.purpose].consents;
    (question_.items & policy_.consent_items()).for_each([&](ItemIndex item) {
      relied_on |= policy_.items()[item].only_with_consents;
    });
    if (is_shared()) relied_on |= consents_of_sharing(asked_);
    (relied_on & subject_.given).for_each([&](ConsentIndex consent) {
      add(ReasonCode::consent_stands).under(policy_.consents()[consent].clause).about(consent);
    });
  }

  void add_conditions() {
    (question_.items & policy_.conditional_items()).for_each([&](ItemIndex place) {
      const Item& item = policy_.items()[place];
      item.only_in_contexts.for_each(
          [&](ContextIndex context) { add_once(ReasonCode::context_stated, item.clause, context); });
      if (!item.only_with_facts.empty()) add_once(ReasonCode::facts_stated, item.clause, std::monostate());
    });
  }

  void add_needs(const Purpose& purpose) {
    if (!purpose.needs.empty() || purpose.after) add(ReasonCode::facts_stated).under(purpose.clause);
  }

  // What the person, or the office for the person, has recorded.
  void add_persons_matter() {
    if (is(Operation::consent) || is(Operation::withdraw)) {
      add(ReasonCode::consent_listed)
          .under(policy_.consents()[*question_.consent].clause)
          .about(*question_.consent);
    }
    if (is(Operation::stop) || is(Operation::lift)) {
      add(ReasonCode::stop_listed).under(policy_.stops()[*question_.stop].clause).about(*question_.stop);
    }
    if (is(Operation::report_event)) {
      add(ReasonCode::event_listed).under(policy_.events()[*question_.event].clause).about(*question_.event);
    }
    if (is(Operation::hold) || is(Operation::release)) {
      const HoldKindIndex kind = *question_.hold_kind;
      add(ReasonCode::hold_listed).under(policy_.hold_kinds()[kind].clause).about(kind);
    }
    if (is(Operation::export_subject)) add(ReasonCode::right_of_the_person).citing(Article::disclosure);
    if (is(Operation::erase)) add(ReasonCode::operation_allowed).citing(Article::no_longer_needed);
  }

  const Policy& policy_;
  const CallerFacts& caller_;
  const SubjectFacts& subject_;
  const RecordFacts& record_;
  const Question& question_;
  const base::Instant now_;
  ReasonWriter out_;
  const Asked asked_;
  Duties duties_;
  ItemSet reached_;        // the items that an exception lifts out of the limits
  ItemSet secret_beyond_;  // secrecy of communications that an exception was meant to open
  bool lifts_special_care_ = false;
};

Decision decide(const Policy& policy, const CallerFacts& caller, const SubjectFacts& subject,
                const RecordFacts& record, const Question& question, base::Instant now) noexcept {
  Decision decision;
  Evaluation evaluation(policy, caller, subject, record, question, now, decision);
  if (evaluation.run()) {
    decision.duties_ = evaluation.duties();
    decision.permit_.emplace(
        Permit(question.operation, evaluation.opened_items(), decision.duties_.masked, question.purpose));
  }
  return decision;
}

}  // namespace daicho::policy
