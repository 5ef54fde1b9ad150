// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/check.h"
#include "base/literal.h"
#include "base/term.h"
#include "ledger/entry.h"

namespace daicho::service {

// A ledger entry names each fact once. A list stands in it as consent_1, consent_2 …
inline base::Term numbered(base::Literal name, std::size_t number) {
  auto term = base::Term::declared(std::string(name.text()) + "_" + std::to_string(number));
  CHECK(term.has_value());
  return std::move(*term);
}

// Adds the list to the entry.
template <typename Value>
void add_numbered(base::Literal name, const std::vector<Value>& values, ledger::Entry& entry) {
  std::size_t number = 0;
  for (const Value& value : values) entry.facts.push_back({numbered(name, ++number), value});
}

// The list as add_numbered wrote it.
template <typename Value>
std::vector<Value> read_numbered(base::Literal name, const ledger::Entry& entry) {
  std::vector<Value> values;
  for (;;) {
    const base::Term wanted = numbered(name, values.size() + 1);
    const Value* value = nullptr;
    for (const ledger::Fact& fact : entry.facts) {
      if (fact.name == wanted) value = std::get_if<Value>(&fact.value);
    }
    if (value == nullptr) return values;
    values.push_back(*value);
  }
}

// The fact of that name; null when the entry has none such.
template <typename Value>
const Value* find_fact(const ledger::Entry& entry, base::Literal name) {
  for (const ledger::Fact& fact : entry.facts) {
    if (fact.name.text() == name.text()) return std::get_if<Value>(&fact.value);
  }
  return nullptr;
}

}  // namespace daicho::service
