// SPDX-License-Identifier: Apache-2.0
#include "intake/mapping.h"

#include <algorithm>
#include <span>

#include "base/instant.h"
#include "intake/moments.h"

namespace daicho::intake {
namespace {

constexpr std::string_view map_keys[] = {"record_type",  "channel",     "purposes", "source", "subject",
                                         "subject_kind", "acquired_at", "consents", "events", "contexts",
                                         "facts",        "exception",   "columns",  "join",   "trim"};
constexpr std::string_view subject_keys[] = {"id", "alias"};
constexpr std::string_view alias_keys[] = {"prefix", "column"};
constexpr std::string_view column_keys[] = {"column"};
constexpr std::string_view choice_keys[] = {"column", "when"};
constexpr std::string_view subject_kinds[] = {"customer", "partner_staff", "own_staff"};
constexpr std::string_view skip = "skip";

std::string listed(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

// Turns the tree into a Mapping. What is missing or wrong stands in the faults, and its place in the Mapping
// is empty.
class MapReader {
 public:
  tl::expected<Mapping, Faults> read(const Yaml& root) {
    Mapping map;
    if (expect(root, Yaml::Kind::mapping)) {
      expect_keys(root, map_keys);
      map.record_type = required_text(root, "record_type");
      map.channel = required_text(root, "channel");
      if (const Yaml* purposes = required(root, "purposes")) map.purposes = texts(*purposes);
      if (const Yaml* source = required(root, "source")) map.source = text_from(*source);
      read_person(root, map);
      read_circumstances(root, map);
      read_columns(root, map);
    }
    if (faults_.empty()) return map;
    std::stable_sort(faults_.begin(), faults_.end(),
                     [](const Fault& a, const Fault& b) { return a.place < b.place; });
    return tl::unexpected(std::move(faults_));
  }

 private:
  void refuse(FaultCode code, Place place, std::vector<std::string> quotes = {}) {
    faults_.push_back({code, place, std::move(quotes)});
  }

  bool expect(const Yaml& value, Yaml::Kind kind) {
    if (value.kind == kind) return true;
    switch (kind) {
      case Yaml::Kind::text:
        refuse(FaultCode::expected_text, value.place);
        break;
      case Yaml::Kind::list:
        refuse(FaultCode::expected_list, value.place);
        break;
      case Yaml::Kind::mapping:
        refuse(FaultCode::expected_mapping, value.place);
        break;
    }
    return false;
  }

  void expect_keys(const Yaml& mapping, std::span<const std::string_view> known) {
    for (const auto& [key, value] : mapping.mapping) {
      if (std::find(known.begin(), known.end(), key.text) == known.end()) {
        refuse(FaultCode::unknown_key, key.place, {key.text, listed(known)});
      }
    }
  }

  const Yaml* required(const Yaml& mapping, const char* key) {
    const Yaml* found = mapping.find(key);
    if (found == nullptr) refuse(FaultCode::missing_key, mapping.place, {key});
    return found;
  }

  Written text(const Yaml& value) {
    if (!expect(value, Yaml::Kind::text)) return {{}, value.place};
    if (value.text.empty()) refuse(FaultCode::expected_text, value.place);
    return {value.text, value.place};
  }

  Written required_text(const Yaml& mapping, const char* key) {
    const Yaml* found = required(mapping, key);
    return found == nullptr ? Written{} : text(*found);
  }

  std::vector<Written> texts(const Yaml& value) {
    std::vector<Written> all;
    if (!expect(value, Yaml::Kind::list)) return all;
    for (const Yaml& one : value.list) all.push_back(text(one));
    return all;
  }

  Column column(const Yaml& mapping) { return {required_text(mapping, "column")}; }

  TextFrom text_from(const Yaml& value) {
    if (value.kind != Yaml::Kind::mapping) return text(value);
    expect_keys(value, column_keys);
    return column(value);
  }

  NamesFrom names_from(const Yaml& value) {
    if (value.kind != Yaml::Kind::mapping) return text(value);
    expect_keys(value, choice_keys);
    Choice choice{column(value), {}};
    const Yaml* when = required(value, "when");
    if (when == nullptr || !expect(*when, Yaml::Kind::mapping)) return choice;
    for (const auto& [word, names] : when->mapping) {
      choice.when.emplace_back(word.text,
                               names.kind == Yaml::Kind::text ? std::vector{text(names)} : texts(names));
    }
    return choice;
  }

  void read_person(const Yaml& root, Mapping& map) {
    if (const Yaml* subject = root.find("subject");
        subject != nullptr && expect(*subject, Yaml::Kind::mapping)) {
      map.subject = subject_from(*subject);
    }
    if (const Yaml* kind = root.find("subject_kind")) {
      map.subject_kind = kind->kind == Yaml::Kind::mapping ? kind_from(*kind) : NamesFrom(text(*kind));
      if (const auto* constant = std::get_if<Written>(&*map.subject_kind)) expect_kind(*constant);
    }
  }

  SubjectFrom subject_from(const Yaml& value) {
    expect_keys(value, subject_keys);
    const Yaml* id = value.find("id");
    const Yaml* alias = value.find("alias");
    if ((id == nullptr) == (alias == nullptr)) refuse(FaultCode::missing_key, value.place, {"id / alias"});
    SubjectFrom subject{id != nullptr ? SubjectFrom::By::id : SubjectFrom::By::alias, {}, {}};
    const Yaml* by = id != nullptr ? id : alias;
    if (by == nullptr || !expect(*by, Yaml::Kind::mapping)) return subject;
    if (id != nullptr) {
      expect_keys(*by, column_keys);
    } else {
      expect_keys(*by, alias_keys);
    }
    if (const Yaml* prefix = by->find("prefix")) subject.prefix = text(*prefix).text;
    subject.column = column(*by);
    return subject;
  }

  // {column: 区分} holds the kinds as they are called here; {column: 区分, when: {…}} says what its words
  // mean.
  NamesFrom kind_from(const Yaml& value) {
    if (value.find("when") != nullptr) {
      NamesFrom kind = names_from(value);
      for (const auto& [word, kinds] : std::get<Choice>(kind).when) {
        for (const Written& one : kinds) expect_kind(one);
      }
      return kind;
    }
    expect_keys(value, choice_keys);
    Choice choice{column(value), {}};
    for (const std::string_view name : subject_kinds) {
      choice.when.emplace_back(name, std::vector{Written{std::string(name), value.place}});
    }
    return choice;
  }

  void expect_kind(const Written& kind) {
    if (std::find(std::begin(subject_kinds), std::end(subject_kinds), kind.text) == std::end(subject_kinds)) {
      refuse(FaultCode::expected_subject_kind, kind.place, {kind.text});
    }
  }

  std::vector<std::pair<Written, TextFrom>> named_texts(const Yaml& value) {
    std::vector<std::pair<Written, TextFrom>> all;
    if (!expect(value, Yaml::Kind::mapping)) return all;
    for (const auto& [name, from] : value.mapping) all.emplace_back(name, text_from(from));
    return all;
  }

  void read_circumstances(const Yaml& root, Mapping& map) {
    if (const Yaml* at = root.find("acquired_at")) {
      map.acquired_at = text_from(*at);
      const auto* constant = std::get_if<Written>(&*map.acquired_at);
      if (constant != nullptr && !read_moment(constant->text)) refuse(FaultCode::expected_day, at->place);
    }
    if (const Yaml* consents = root.find("consents")) {
      if (consents->kind == Yaml::Kind::mapping) {
        map.consents.push_back(names_from(*consents));
      } else if (expect(*consents, Yaml::Kind::list)) {
        for (const Yaml& one : consents->list) map.consents.push_back(names_from(one));
      }
    }
    if (const Yaml* events = root.find("events")) {
      map.events = named_texts(*events);
      for (const auto& [name, on] : map.events) {
        const auto* constant = std::get_if<Written>(&on);
        if (constant != nullptr && !read_day(constant->text))
          refuse(FaultCode::expected_day, constant->place);
      }
    }
    if (const Yaml* contexts = root.find("contexts")) map.contexts = texts(*contexts);
    if (const Yaml* facts = root.find("facts")) map.facts = named_texts(*facts);
    if (const Yaml* exception = root.find("exception")) map.exception = text(*exception);
    if (const Yaml* trim = root.find("trim"); trim != nullptr && expect(*trim, Yaml::Kind::text)) {
      map.trim = trim->text == "true";
      if (trim->text != "true" && trim->text != "false")
        refuse(FaultCode::expected_true_or_false, trim->place);
    }
  }

  void read_columns(const Yaml& root, Mapping& map) {
    if (const Yaml* join = root.find("join"); join != nullptr && expect(*join, Yaml::Kind::mapping)) {
      for (const auto& [item, between] : join->mapping) {
        if (expect(between, Yaml::Kind::text)) map.joins.emplace_back(item, between.text);
      }
    }
    const Yaml* columns = required(root, "columns");
    if (columns == nullptr || !expect(*columns, Yaml::Kind::mapping)) return;
    for (const auto& [heading, item] : columns->mapping) {
      Written name = text(item);
      const bool skipped = name.text == skip;
      map.columns.push_back({{heading}, skipped ? std::nullopt : std::optional(std::move(name))});
    }
    check_joins(map, columns->place);
  }

  void check_joins(const Mapping& map, Place columns) {
    std::vector<std::pair<std::string, std::size_t>> uses;  // how many columns fill each item
    for (const MappedColumn& one : map.columns) {
      if (!one.item) continue;
      const auto known = std::find_if(uses.begin(), uses.end(),
                                      [&](const auto& use) { return use.first == one.item->text; });
      if (known == uses.end()) {
        uses.emplace_back(one.item->text, 1);
      } else if (++known->second == 2 && !joined(map, one.item->text)) {
        refuse(FaultCode::item_twice, one.item->place, {one.item->text});
      }
    }
    if (uses.empty()) refuse(FaultCode::no_item, columns);
    for (const auto& [item, between] : map.joins) {
      const std::string& name = item.text;
      const bool several = std::any_of(uses.begin(), uses.end(),
                                       [&](const auto& use) { return use.first == name && use.second > 1; });
      if (!several) refuse(FaultCode::join_without_columns, item.place, {name});
    }
  }

  static bool joined(const Mapping& map, const std::string& item) {
    return std::any_of(map.joins.begin(), map.joins.end(),
                       [&](const auto& join) { return join.first.text == item; });
  }

  Faults faults_;
};

}  // namespace

tl::expected<Mapping, Faults> read_mapping(std::string_view yaml) {
  const auto root = read_yaml(yaml);
  if (!root) return tl::unexpected(Faults{root.error()});
  return MapReader().read(*root);
}

}  // namespace daicho::intake
