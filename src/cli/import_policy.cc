// SPDX-License-Identifier: Apache-2.0
#include "cli/import_policy.h"

#include <simdjson.h>

#include <algorithm>

#include "service/value_form.h"

namespace daicho::cli {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using intake::Fault;
using intake::FaultCode;
using intake::Faults;
using intake::Mapping;
using intake::Written;
using policy::ValueType;

constexpr std::string_view lists_of_names[] = {"purposes", "channels", "consents", "events", "exceptions"};

std::optional<ValueType> value_type(std::string_view name) {
  constexpr auto last = static_cast<std::uint8_t>(ValueType::attachment);
  for (std::uint8_t number = 1; number <= last; ++number) {
    if (public_name(ValueType{number}).text() == name) return ValueType{number};
  }
  return std::nullopt;
}

std::vector<Written> constants(const std::vector<intake::NamesFrom>& all) {
  std::vector<Written> names;
  for (const intake::NamesFrom& from : all) {
    if (const auto* constant = std::get_if<Written>(&from)) {
      names.push_back(*constant);
      continue;
    }
    for (const auto& [word, meant] : std::get<intake::Choice>(from).when)
      names.insert(names.end(), meant.begin(), meant.end());
  }
  return names;
}

}  // namespace

Result<DeclaredNames> DeclaredNames::read(std::string_view policy_json) {
  const auto strange = [] {
    return fail(ErrorCode::invalid_json, "the server's policy cannot be read; is this a server of Daicho?");
  };
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  simdjson::dom::array items, types;
  if (parser.parse(simdjson::padded_string(policy_json)).get(root)) return strange();
  if (root["items"].get(items) || root["record_types"].get(types)) return strange();
  DeclaredNames names;
  for (const auto item : items) {
    std::string_view name, value;
    if (item["name"].get(name) || item["value"].get(value)) return strange();
    if (const auto type = value_type(value)) names.items_.emplace(name, *type);
  }
  for (const auto type : types) {
    std::string_view name;
    simdjson::dom::array held;
    if (type["name"].get(name) || type["items"].get(held)) return strange();
    Names& of_type = names.record_types_[std::string(name)];
    for (const auto item : held) of_type.emplace(item.get_string().value_unsafe());
  }
  for (const std::string_view list : lists_of_names) {
    simdjson::dom::array rows;
    if (root[list].get(rows)) return strange();
    for (const auto row : rows) {
      std::string_view name;
      if (row["name"].get(name)) return strange();
      names.lists_[std::string(list)].emplace(name);
    }
  }
  std::string_view policy, version;
  if (!root["policy"].get(policy) && !root["version"].get(version))
    names.title_ = std::string(policy) + " " + std::string(version);
  return names;
}

Faults DeclaredNames::check(const Mapping& map) const {
  Faults faults;
  const auto expect = [&](std::string_view list, const char* kind, const Written& name) {
    const auto found = lists_.find(list);
    if (found != lists_.end() && found->second.contains(name.text)) return;
    faults.push_back({FaultCode::unknown_name, name.place, {name.text, kind}});
  };
  const auto type = record_types_.find(map.record_type.text);
  if (type == record_types_.end())
    faults.push_back({FaultCode::unknown_name, map.record_type.place, {map.record_type.text, "record_type"}});
  expect("channels", "channel", map.channel);
  for (const Written& purpose : map.purposes) expect("purposes", "purpose", purpose);
  for (const Written& consent : constants(map.consents)) expect("consents", "consent", consent);
  for (const auto& [event, on] : map.events) expect("events", "event", event);
  if (map.exception) expect("exceptions", "exception", *map.exception);
  for (const intake::MappedColumn& mapped : map.columns) {
    if (!mapped.item) continue;
    if (!items_.contains(mapped.item->text)) {
      faults.push_back({FaultCode::unknown_name, mapped.item->place, {mapped.item->text, "item"}});
    } else if (type != record_types_.end() && !type->second.contains(mapped.item->text)) {
      faults.push_back({FaultCode::item_not_in_record_type,
                        mapped.item->place,
                        {mapped.item->text, map.record_type.text}});
    }
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.place < b.place; });
  return faults;
}

const Written* DeclaredNames::first_of_wrong_form(const std::vector<intake::ItemOfRow>& items) const {
  for (const intake::ItemOfRow& item : items) {
    const auto known = items_.find(item.item->text);
    if (known == items_.end()) continue;
    if (!service::Detector::has_form(known->second, base::Personal<std::string>(std::string(item.value))))
      return item.item;
  }
  return nullptr;
}

}  // namespace daicho::cli
