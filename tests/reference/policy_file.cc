// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/model.h"

namespace daicho::reference {
namespace {

std::string list(const Names& names) {
  std::string out = "[";
  for (const std::string& name : names) out += (out.size() > 1 ? ", " : "") + name;
  return out + "]";
}
// `, field: [a, b]`, or nothing for none.
std::string further(const char* field, const Names& names) {
  return names.empty() ? "" : std::string(", ") + field + ": " + list(names);
}
std::string rule(const char* kind, const std::string& name) {
  return std::string("      - {") + kind + ": " + name + ", label: {ja: " + name + ", en: " + name + "}";
}
std::string local(const char* field) {
  return std::string(", ") + field + ": {ja: 記, en: it}";
}

std::string basis(const Provision& p) {
  if (p.basis == "consent") return "{consent: " + p.consent + "}";
  if (p.basis == "exception") return p.lawful ? "{exception: rescue}" : "{exception: own_judgement}";
  if (p.basis == "opt_out") {
    return "{opt_out: {stop: " + p.stop + ", filed: 2026-04-01, starts: 2026-06-01" + local("acquired_how") +
           local("update_how") + "}}";
  }
  if (p.basis == "joint_use") {
    return "{joint_use: {parties: {ja: 記, en: it}" + local("responsible") + local("address") +
           local("representative") + "}}";
  }
  return p.basis;
}

std::string abroad(const Names& countries, const std::string& ground) {
  return countries.empty() ? "" : ", abroad: {countries: " + list(countries) + ", ground: " + ground + "}";
}

std::string of_items(const Model& m) {
  std::string out;
  Names all;
  for (const Item& item : m.items) {
    all.insert(item.name);
    out += rule("item", item.name) + ", value: text, class: " + item.item_class + ", masked: last4";
    std::string only_if;
    for (const std::string& consent : item.consents)
      only_if += (only_if.empty() ? "" : ", ") + ("{consent: " + consent + "}");
    out += (only_if.empty() ? "" : ", only_if: [" + only_if + "]") + "}\n";
  }
  for (const Consent& c : m.consents) {
    out += rule("consent", c.name) + local("text") + (c.held ? ", held: true" : "") +
           ", covers: {items: " + list(all) + further("purposes", c.purposes) + "}}\n";
  }
  for (const Record& r : m.records)
    out += rule("record", r.name) + ", items: " + list(r.items) + ", retention: kept}\n";
  return out;
}

std::string of_purposes(const Model& m) {
  std::string out;
  for (const Purpose& p : m.purposes) {
    out += rule("purpose", p.name) + ", items: " + list(p.items) + further("consent", p.consents) +
           further("needs", p.needs) + further("media", p.media) + "}\n";
  }
  for (const Stop& s : m.stops) {
    out += rule("stop", s.name) + ", blocks: {purposes: " + list(s.purposes) + further("media", s.media) +
           further("provisions", s.provisions) + "}}\n";
  }
  return out;
}

std::string of_sharing(const Model& m) {
  std::string out;
  for (const Provision& p : m.provisions) {
    const std::string ground = p.ground == "consent" ? "{consent: " + p.abroad_consent + "}" : p.ground;
    out += rule("provision", p.name) + local("to") + ", items: " + list(p.items) +
           further("purposes", p.purposes) + (p.for_payment ? ", for_payment: true" : "") +
           abroad(p.countries, ground) + ", basis: " + basis(p) + "}\n";
  }
  for (const Entrustment& e : m.entrustments) {
    out += rule("entrustment", e.name) + ", items: " + list(e.items) + ", purposes: " + list(e.purposes) +
           ", requires: {assessment: [safety], contract: [secrecy], supervision: 1 year, re_entrustment: " +
           e.re_entrustment + "}" + abroad(e.countries, "equivalent_system") + "}\n";
  }
  for (const Duty& d : m.duties) {
    out += rule("duty", d.name) + ", does: " + d.does + ", with: {operations: " + list(d.operations) +
           further("items", d.items) + further("purposes", d.purposes) + further("provisions", d.provisions) +
           "}}\n";
  }
  for (const Apart& a : m.aparts)
    out += rule("apart", "apart") + ", items: " + list(a.items) + ", from: " + list(a.from) + "}\n";
  for (const Related& r : m.related)
    out +=
        rule("related", "related") + ", from: " + list(r.from) + ", to: " + list(r.to) + local("why") + "}\n";
  return out;
}

}  // namespace

std::string policy_file(const Model& m) {
  return R"yaml(daicho: 1
policy: random
version: "1"
effective: 2026-04-01
title: {ja: 無作為, en: Random}
clauses:
  - id: all
    number: "1"
    title: {ja: すべて, en: All}
    text: {ja: すべてです。, en: All of it.}
    rules:
      - {organisation: o, name: {ja: 社, en: Co}, address: {ja: 東京, en: Tokyo}, representative: {ja: 見本, en: Mihon}}
      - {contact: c, telephone: "03-0000-0000"}
      - {channel: web, label: {ja: 網, en: Web}, items: all}
      - {retention: kept, label: {ja: 保存, en: Kept}, trigger: acquired, period: 1 years, erase: [complete_deletion]}
      - {limit: purposes, exceptions: [{exception: danger_to_life, label: {ja: 危険, en: Danger}, cites: ["APPI 18(3)(ii)"], limbs: [danger]}], never_reach: )yaml" +
         list(m.never_reach) + R"yaml(}
      - {limit: provisions, exceptions: [{exception: rescue, label: {ja: 救助, en: Rescue}, cites: ["APPI 27(1)(ii)"], limbs: [danger]}, {exception: own_judgement, label: {ja: 判断, en: Judgement}, cites: ["APPI 18(3)(ii)"], limbs: [danger]}], never_reach: )yaml" +
         list(m.never_reach) + "}\n" + of_items(m) + of_purposes(m) + of_sharing(m);
}

}  // namespace daicho::reference
