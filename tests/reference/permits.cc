// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/reference/model.h"

// "What a decision means" of spec/policy.md, for use, provide and entrust: slow, and as plain as its
// sentences.
namespace daicho::reference {
namespace {

bool has(const Names& names, const std::string& name) {
  return names.count(name) > 0;
}
bool all_in(const Names& part, const Names& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}
bool meet(const Names& a, const Names& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) { return has(b, name); });
}
template <typename Row>
const Row* named(const std::vector<Row>& rows, const std::string& name) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; });
  return at == rows.end() ? nullptr : &*at;
}
template <typename Rows, typename F>
bool every(const Rows& rows, F f) {
  return std::all_of(rows.begin(), rows.end(), f);
}

// "For which purposes a record was acquired."
bool serves(const Model& m, const Request& r, const std::string& purpose, const Names& items) {
  if (has(r.acquired_for, purpose) && (!r.usable_then || all_in(items, *r.usable_then))) return true;
  for (const Related& rule : m.related) {
    if (!has(r.acquired_for, purpose) && has(rule.to, purpose) && meet(rule.from, r.acquired_for))
      return true;
  }
  return !every(m.consents, [&](const Consent& c) {
    return !(c.held && has(r.given, c.name) && has(c.purposes, purpose));
  });
}

bool country_is_listed(const Request& r, const Names& countries) {
  return !r.country || *r.country == "JP" || has(countries, *r.country);
}

// "Under one provision by name", with its law.
bool provision_allows(const Model& m, const Request& r, const Provision& p) {
  const bool exceptional = p.basis == "law" || p.basis == "exception";
  const Names limbs = p.basis == "law"          ? Names{"statute", "document"}
                      : p.basis == "exception"  ? Names{"danger"}
                      : p.basis == "succession" ? Names{"succession"}
                                                : Names{};
  if (!all_in(r.items, p.items) || (r.paid && !p.for_payment) || !country_is_listed(r, p.countries))
    return false;
  if (r.purpose ? !p.purposes.empty() && !has(p.purposes, *r.purpose) : !p.purposes.empty() && !exceptional)
    return false;
  if (!all_in(limbs, r.facts) || (exceptional && !r.may_use_exception) || !p.lawful) return false;
  if (p.basis == "exception" && meet(r.items, m.never_reach)) return false;
  if (p.basis == "consent" && !has(r.given, p.consent)) return false;
  if (p.basis == "opt_out" && (r.before_start || r.from_opt_out)) return false;
  if (r.country && *r.country != "JP" && p.ground == "consent" && !has(r.given, p.abroad_consent))
    return false;
  const bool may_match = p.basis == "opt_out" || p.basis == "joint_use" || p.basis == "succession";
  for (const std::string& name : r.items) {
    const bool confirmed = has(r.facts, "recipient_does_not_match");
    if (may_match && !confirmed && named(m.items, name)->item_class == "person_related") return false;
  }
  if (!every(m.stops, [&](const Stop& s) { return !has(r.standing, s.name) || !has(s.provisions, p.name); }))
    return false;
  return (p.basis != "consent" && p.basis != "opt_out") || has(r.carries, "record_provision");
}

bool entrustment_allows(const Request& r, const Entrustment& e) {
  if (!all_in(r.items, e.items) || !has(e.purposes, *r.purpose) || !country_is_listed(r, e.countries))
    return false;
  if (has(r.facts, "re_entrusted") && e.re_entrustment == "forbidden") return false;
  if (has(r.facts, "re_entrusted") && e.re_entrustment == "with_approval" &&
      !has(r.facts, "re_entrustment_approved"))
    return false;
  return all_in(e.required, r.facts);
}

// The purpose asked, where nothing lifts it.
bool purpose_allows(const Model& m, const Request& r, const Purpose& p, const Names& not_lifted) {
  for (const Stop& s : m.stops) {
    const Names media = r.medium ? Names{*r.medium} : p.media;
    if (has(r.standing, s.name) && (has(s.purposes, p.name) || meet(s.media, media))) return false;
  }
  if (!all_in(p.needs, r.facts) || (r.medium && !has(p.media, *r.medium))) return false;
  return not_lifted.empty() ||
         (serves(m, r, p.name, not_lifted) && !has(r.ended, p.name) && all_in(p.consents, r.given));
}

bool duty_is_done(const Request& r, const Duty& d) {
  const bool comes = has(d.operations, r.operation) && (d.items.empty() || meet(d.items, r.items)) &&
                     (d.purposes.empty() || (r.purpose && has(d.purposes, *r.purpose))) &&
                     (d.provisions.empty() || (r.operation == "provide" && has(d.provisions, r.rule)));
  if (!comes) return true;
  if (d.does == "two_person") return r.approved;
  if (d.does == "announce") return has(r.facts, "announced");
  return has(r.carries, d.does);
}

}  // namespace

bool permits(const Model& m, const Request& r) {
  const Provision* provision = r.operation == "provide" ? named(m.provisions, r.rule) : nullptr;
  const bool excepted = r.operation == "use" && r.exception.has_value();
  if (!r.may_operate || r.items.empty() || (r.operation != "provide" && !r.purpose && !excepted))
    return false;
  if (excepted && (!r.may_use_exception || !all_in({"danger"}, r.facts))) return false;
  if (provision != nullptr && !provision_allows(m, r, *provision)) return false;
  if (r.operation == "entrust" && !entrustment_allows(r, *named(m.entrustments, r.rule))) return false;
  // The items that an exception or a case of law lifts out of purpose and consent.
  const auto lifted = [&](const std::string& name) {
    const bool secret = named(m.items, name)->item_class == "secrecy_of_communications";
    if (excepted) return !secret && !has(m.never_reach, name);
    return provision != nullptr && !secret && (provision->basis == "law" || provision->basis == "exception");
  };
  Names not_lifted;
  for (const std::string& name : r.items) {
    if (!lifted(name)) not_lifted.insert(name);
  }
  if (r.state != "living" && !(r.state == "restricted" && not_lifted.empty())) return false;
  if (!r.held || r.retention_ended) return false;
  if (r.record_type && !all_in(r.items, named(m.records, *r.record_type)->items)) return false;
  if (r.purpose && !purpose_allows(m, r, *named(m.purposes, *r.purpose), not_lifted)) return false;
  for (const std::string& name : r.items) {
    const Item& item = *named(m.items, name);
    if (r.operation != "use" && item.item_class == "secrecy_of_communications") return false;
    if (lifted(name)) continue;
    if (r.purpose ? !has(named(m.purposes, *r.purpose)->items, name) : r.operation == "use") return false;
    for (const std::string& consent : item.consents) {
      if (!has(r.given, consent)) return false;
      if (r.purpose && !has(named(m.consents, consent)->purposes, *r.purpose)) return false;
    }
  }
  return every(m.aparts, [&](const Apart& a) { return !meet(r.items, a.items) || !meet(r.items, a.from); }) &&
         every(m.duties, [&](const Duty& d) { return duty_is_done(r, d); });
}

}  // namespace daicho::reference
