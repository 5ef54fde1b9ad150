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

void write_clauses(JsonWriter& out, const policy::Policy& policy, base::Language language) {
  out.key("clauses").begin_array();
  for (const policy::Clause& clause : policy.clauses()) {
    out.begin_object().key("id").value(clause.name).key("number").published(clause.number);
    out.key("title")
        .published(clause.title.in(language))
        .key("text")
        .published(clause.text.in(language))
        .end_object();
  }
  out.end_array();
}

}  // namespace

std::string policy_json(const policy::Policy& policy, base::Language language) {
  JsonWriter out;
  out.begin_object();
  out.key("policy").value(policy.name()).key("version").published(policy.version());
  out.key("effective").value(policy.effective()).key("digest").value(policy.digest());
  out.key("title").published(policy.title().in(language));
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
  return policy::render_page(policy, language, [](base::LocalDate date, base::Language in) {
    if (in == base::Language::ja) return text::western_text(date) + "（" + text::wareki_text(date) + "）";
    return date.text();
  });
}

}  // namespace daicho::service
