// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/model.h"

#include <algorithm>

namespace daicho::reference {
namespace {

constexpr const char* media[] = {"direct_mail", "telephone", "email"};
constexpr const char* bases[] = {"consent", "law", "exception", "opt_out", "joint_use", "succession"};

bool one_in(std::mt19937& random, unsigned n) {
  return random() % n == 0;
}
template <typename Rows>
auto some_of(const Rows& names, std::mt19937& random, unsigned one_in_n) {
  Names out;
  for (const auto& name : names) {
    if (one_in(random, one_in_n)) out.insert(name);
  }
  return out;
}
std::string any_of(const Names& names, std::mt19937& random) {
  return *std::next(names.begin(), static_cast<std::ptrdiff_t>(random() % names.size()));
}
template <typename Row>
Names names_of(const std::vector<Row>& rows) {
  Names out;
  for (const Row& row : rows) out.insert(row.name);
  return out;
}
std::string numbered(const char* word, std::size_t number) {
  return word + std::to_string(number);
}

// The items that the purposes use, and that may be given away on that basis.
Names shareable(const Model& m, const Names& purposes, const std::string& basis) {
  Names out;
  for (const Purpose& purpose : m.purposes) {
    if (purposes.count(purpose.name) > 0) out.insert(purpose.items.begin(), purpose.items.end());
  }
  for (const Item& item : m.items) {
    if (item.item_class == "secrecy_of_communications" ||
        (basis == "opt_out" && item.item_class == "special_care")) {
      out.erase(item.name);
    }
  }
  return out;
}

void add_sharing(Model& m, std::mt19937& random) {
  const Names purposes = names_of(m.purposes), consents = names_of(m.consents);
  for (std::size_t i = 0; i < 6; ++i) {
    Provision p;
    p.name = numbered("provision", i);
    p.basis = bases[i];
    p.purposes = some_of(purposes, random, 2);
    if (p.purposes.empty()) p.purposes = {any_of(purposes, random)};
    const Names may = shareable(m, p.purposes, p.basis);
    p.items = some_of(may, random, 2);
    if (p.items.empty()) p.items = may;
    if (p.items.empty()) continue;
    if ((p.basis == "law" || p.basis == "succession") && one_in(random, 2)) p.purposes = {};
    p.consent = any_of(consents, random);
    p.for_payment = p.basis == "consent" && one_in(random, 2);
    p.lawful = p.basis != "exception" || !one_in(random, 4);
    if (one_in(random, 2)) p.countries = {"US"};
    p.ground = one_in(random, 2) ? "consent" : "equivalent_system";
    p.abroad_consent = any_of(consents, random);
    if (p.basis == "opt_out") {
      p.stop = "stop_of_directory";
      m.stops.push_back({p.stop, {}, {}, {p.name}});
    }
    m.provisions.push_back(p);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    Entrustment e{numbered("entrustment", i),
                  one_in(random, 2) ? "forbidden" : "with_approval",
                  {},
                  some_of(purposes, random, 2),
                  {},
                  {"assessed.safety", "contract.secrecy", "supervised"}};
    if (e.purposes.empty()) e.purposes = purposes;
    e.items = shareable(m, e.purposes, "");
    if (one_in(random, 2)) e.countries = {"SG"};
    if (!e.items.empty()) m.entrustments.push_back(e);
  }
}

void add_care(Model& m, std::mt19937& random) {
  const Names items = names_of(m.items), purposes = names_of(m.purposes);
  const char* kinds[] = {"two_person", "announce", "mask"};
  for (std::size_t i = 0; i < 3; ++i) {
    m.duties.push_back({numbered("duty", i), kinds[i], some_of(Names{"use", "provide", "entrust"}, random, 2),
                        some_of(items, random, 3), some_of(purposes, random, 3),
                        some_of(names_of(m.provisions), random, 4)});
    if (m.duties.back().operations.empty()) m.duties.back().operations = {"use"};
    if (!m.duties.back().provisions.empty()) m.duties.back().operations = {"provide"};
  }
  m.aparts.push_back({{"item0"}, {numbered("item", 1 + random() % (m.items.size() - 1))}});
  if (one_in(random, 2)) m.related.push_back({{"purpose0"}, {"purpose1"}});
}

}  // namespace

Model random_model(std::mt19937& random) {
  Model m;
  const char* classes[] = {"personal", "personal", "special_care", "person_related",
                           "secrecy_of_communications"};
  for (std::size_t i = 0; i < 2; ++i) m.consents.push_back({numbered("consent", i), {}, one_in(random, 3)});
  for (std::size_t i = 0; i < 7; ++i) {
    Item item{numbered("item", i), classes[random() % std::size(classes)], {}};
    if (item.item_class == "special_care" || one_in(random, 5))
      item.consents = {any_of({"consent0", "consent1"}, random)};
    m.items.push_back(item);
  }
  const Names items = names_of(m.items);
  for (std::size_t i = 0; i < 4; ++i) {
    Purpose p{numbered("purpose", i), some_of(items, random, 2), {}, {}, {}};
    if (i == 3) p.items = items;
    if (p.items.empty()) p.items = {"item0"};
    if (one_in(random, 4)) p.consents = {any_of({"consent0", "consent1"}, random)};
    if (one_in(random, 4)) p.needs = {"case"};
    for (const char* medium : media) {
      if (one_in(random, 3)) p.media.insert(medium);
    }
    m.purposes.push_back(p);
  }
  for (Consent& consent : m.consents) {
    consent.purposes = some_of(names_of(m.purposes), random, 2);
    for (const Purpose& p : m.purposes) {
      if (p.consents.count(consent.name) > 0) consent.purposes.insert(p.name);
    }
  }
  if (one_in(random, 2)) m.never_reach = some_of(items, random, 5);
  add_sharing(m, random);
  m.stops.push_back({"stop_of_purpose", {any_of(names_of(m.purposes), random)}, {}, {}});
  m.stops.push_back(
      {"stop_of_mail", {"purpose3"}, {"direct_mail"}, some_of(names_of(m.provisions), random, 2)});
  add_care(m, random);
  // A record that holds all that may be together, and one for each item.
  Names together = items;
  for (const Apart& apart : m.aparts) {
    for (const std::string& item : apart.items) together.erase(item);
  }
  m.records.push_back({"record_of_all", together});
  for (const std::string& item : items) m.records.push_back({"record_of_" + item, {item}});
  return m;
}

Request random_request(const Model& m, std::mt19937& random) {
  Request r;
  const Names purposes = names_of(m.purposes), consents = names_of(m.consents);
  const char* operations[] = {"use", "provide", "entrust"};
  r.operation = operations[random() % 3];
  if (r.operation == "entrust" && m.entrustments.empty()) r.operation = "use";
  if (r.operation == "provide" && m.provisions.empty()) r.operation = "use";
  r.purpose = any_of(purposes, random);
  Names near;
  if (r.operation == "provide") {
    const Provision& p = m.provisions[random() % m.provisions.size()];
    r.rule = p.name;
    near = p.items;
    if (!p.purposes.empty() && !one_in(random, 8)) r.purpose = any_of(p.purposes, random);
    if (one_in(random, p.purposes.empty() ? 2 : 6)) r.purpose.reset();
    r.paid = one_in(random, 8);
  } else if (r.operation == "entrust") {
    const Entrustment& e = m.entrustments[random() % m.entrustments.size()];
    r.rule = e.name;
    near = e.items;
    if (!one_in(random, 8)) r.purpose = any_of(e.purposes, random);
  } else {
    if (one_in(random, 4)) r.exception = "danger_to_life";
    if (r.exception && one_in(random, 2)) r.purpose.reset();
    if (one_in(random, 5)) r.medium = media[random() % 3];
  }
  Names of_purpose = names_of(m.items);
  for (const Purpose& p : m.purposes) {
    if (r.purpose && p.name == *r.purpose && !one_in(random, 8)) of_purpose = p.items;
  }
  if (near.empty()) near = of_purpose;
  for (const std::string& item : near) {
    if (of_purpose.count(item) > 0 && one_in(random, 2)) r.items.insert(item);
  }
  r.facts = some_of(Names{"statute", "document", "danger", "succession", "recipient_does_not_match",
                          "assessed.safety", "contract.secrecy", "supervised", "case", "announced"},
                    random, 1 + random() % 2);
  if (one_in(random, 6)) r.facts.insert("re_entrusted");
  if (one_in(random, 3)) r.facts.insert("re_entrustment_approved");
  r.carries = one_in(random, 6) ? Names{} : Names{"mask", "record_provision"};
  if (one_in(random, 4)) r.country = one_in(random, 3) ? "JP" : one_in(random, 2) ? "US" : "SG";
  if (one_in(random, 2)) r.record_type = any_of(names_of(m.records), random);
  r.may_operate = !one_in(random, 20);
  r.may_use_exception = !one_in(random, 6);
  r.approved = !one_in(random, 4);
  r.before_start = one_in(random, 8);
  if (one_in(random, 6))
    r.state = one_in(random, 2) ? "restricted" : one_in(random, 2) ? "erased" : "unknown";
  r.given = some_of(consents, random, 1 + random() % 2);
  r.standing = some_of(names_of(m.stops), random, 6);
  r.ended = some_of(purposes, random, 12);
  r.acquired_for = some_of(purposes, random, 1 + random() % 2);
  if (one_in(random, 4)) r.usable_then = some_of(names_of(m.items), random, 1 + random() % 2);
  r.held = !one_in(random, 20);
  r.retention_ended = one_in(random, 20);
  r.from_opt_out = one_in(random, 6);
  return r;
}

}  // namespace daicho::reference
