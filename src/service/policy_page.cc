// SPDX-License-Identifier: Apache-2.0
#include "service/policy_page.h"

#include "policy/render.h"
#include "service/json_writer.h"
#include "text/wareki.h"

namespace daicho::service {
namespace {

template <typename Table>
void write_names(JsonWriter& out, base::Literal kind, const Table& table, base::Language language) {
  out.key(kind).begin_array();
  for (const auto& row : table) {
    out.begin_object()
        .key("name")
        .value(row.name)
        .key("label")
        .published(row.label.in(language))
        .end_object();
  }
  out.end_array();
}

// Contexts and facts are declared by being used: they have names, and no labels.
template <typename Table>
void write_bare_names(JsonWriter& out, base::Literal kind, const Table& table) {
  out.key(kind).begin_array();
  for (const auto& row : table) out.begin_object().key("name").value(row.name).end_object();
  out.end_array();
}

// What must be stated or stand before it may be done; nothing is written where that is nothing.
template <typename Table, typename Set>
void write_needs(JsonWriter& out, base::Literal kind, const Table& table, const Set& needed) {
  if (needed == Set()) return;
  out.key(kind).begin_array();
  needed.for_each([&](auto place) { out.value(table[place].name); });
  out.end_array();
}

void write_items(JsonWriter& out, const policy::Policy& policy, base::Language language) {
  out.key("items").begin_array();
  for (const policy::Item& item : policy.items()) {
    out.begin_object().key("name").value(item.name).key("label").published(item.label.in(language));
    out.key("value")
        .value(item.value)
        .key("class")
        .value(item.item_class)
        .key("optional")
        .boolean(item.optional);
    write_needs(out, "needs_consents", policy.consents(), item.only_with_consents);
    write_needs(out, "needs_contexts", policy.contexts(), item.only_in_contexts);
    write_needs(out, "needs_facts", policy.facts(), item.only_with_facts);
    out.end_object();
  }
  out.end_array();
}

void write_item_names(JsonWriter& out, const policy::Policy& policy, const policy::ItemSet& items) {
  out.key("items").begin_array();
  items.for_each([&](policy::ItemIndex item) { out.value(policy.items()[item].name); });
  out.end_array();
}

void write_operator(JsonWriter& out, const policy::Policy& policy, base::Language language) {
  out.key("operator").begin_array();
  for (const policy::Organisation& row : policy.organisations()) {
    out.begin_object().key("name").published(row.name_printed.in(language));
    out.key("address").published(row.address.in(language));
    out.key("representative").published(row.representative.in(language)).end_object();
  }
  out.end_array().key("contacts").begin_array();
  for (const policy::Contact& row : policy.contacts()) {
    out.begin_object().key("name").value(row.name).key("label").published(row.label.in(language));
    out.key("telephone").published(row.telephone).key("email").published(row.email);
    out.key("address").published(row.address.in(language)).end_object();
  }
  out.end_array();
}

void write_clauses(JsonWriter& out, const policy::Policy& policy, base::Language language) {
  out.key("clauses").begin_array();
  for (const policy::Clause& clause : policy.clauses()) {
    out.begin_object().key("id").value(clause.name).key("number").published(clause.number);
    out.key("anchor").published("#clause-" + clause.name.text());
    out.key("title")
        .published(clause.title.in(language))
        .key("text")
        .published(clause.text.in(language))
        .end_object();
  }
  out.end_array();
}

constexpr base::Literal months[] = {"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

// 1 April 2026 (Reiwa 8).
std::string english_text(base::LocalDate date) {
  const std::string iso = date.text();
  const std::size_t month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0'));
  const std::string day = iso[8] == '0' ? iso.substr(9) : iso.substr(8);
  std::string out = day + " " + std::string(months[month - 1].text()) + " " + iso.substr(0, 4);
  if (const auto wareki = text::to_wareki(date)) {
    std::string era(public_name(wareki->era).text());
    era[0] = static_cast<char>(era[0] - 'a' + 'A');
    out += " (" + era + " " + std::to_string(wareki->year) + ")";
  }
  return out;
}

std::string printed_day(base::LocalDate date, base::Language language) {
  if (language == base::Language::ja) return text::western_text(date) + "（" + text::wareki_text(date) + "）";
  return english_text(date);
}

}  // namespace

std::string policy_json(const policy::Policy& policy, base::Language language) {
  JsonWriter out;
  out.begin_object();
  out.key("policy").value(policy.name()).key("version").published(policy.version());
  out.key("effective").value(policy.effective()).key("digest").value(policy.digest());
  out.key("effective_printed").published(printed_day(policy.effective(), language));
  out.key("language").value(language).key("title").published(policy.title().in(language));
  write_operator(out, policy, language);
  write_clauses(out, policy, language);
  write_items(out, policy, language);
  out.key("purposes").begin_array();
  for (const policy::Purpose& purpose : policy.purposes()) {
    out.begin_object().key("name").value(purpose.name).key("label").published(purpose.label.in(language));
    out.key("marketing").value(purpose.marketing);
    write_item_names(out, policy, purpose.items);
    write_needs(out, "needs_consents", policy.consents(), purpose.consents);
    write_needs(out, "needs_facts", policy.facts(), purpose.needs);
    out.end_object();
  }
  out.end_array();
  out.key("record_types").begin_array();
  for (const policy::RecordType& type : policy.record_types()) {
    out.begin_object().key("name").value(type.name).key("label").published(type.label.in(language));
    out.key("retention").value(policy.retentions()[type.retention].name);
    write_item_names(out, policy, type.items);
    out.end_object();
  }
  out.end_array();
  write_names(out, "channels", policy.channels(), language);
  write_names(out, "consents", policy.consents(), language);
  write_names(out, "stops", policy.stops(), language);
  write_names(out, "events", policy.events(), language);
  write_names(out, "retentions", policy.retentions(), language);
  write_names(out, "holds", policy.hold_kinds(), language);
  write_names(out, "exceptions", policy.exceptions(), language);
  write_bare_names(out, "contexts", policy.contexts());
  write_bare_names(out, "facts", policy.facts());
  out.end_object();
  return std::move(out).take();
}

std::string policy_html(const policy::Policy& policy, base::Language language) {
  return policy::render_page(policy, language, printed_day);
}

}  // namespace daicho::service
