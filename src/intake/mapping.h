// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <variant>
#include <vector>

#include "intake/faults.h"
#include "intake/yaml.h"

// The map that says how the columns of a file become acquisitions (docs/operating/import.md).
namespace daicho::intake {

// The heading of a column, as the map writes it.
struct Column {
  Written heading;
};

// A text that is the same for every row, or that a column holds.
using TextFrom = std::variant<Written, Column>;

// Names of the policy that depend on the word in a column: {column: メルマガ, when: {希望する:
// [email_advertising]}}.
struct Choice {
  Column column;
  std::vector<std::pair<std::string, std::vector<Written>>> when;
};
using NamesFrom = std::variant<Written, Choice>;

// Whose row it is: {id: {column: …}} or {alias: {prefix: "crm:", column: …}}.
struct SubjectFrom {
  enum class By : std::uint8_t { id = 1, alias = 2 };
  By by;
  std::string prefix;
  Column column;
};

// What becomes of a column: it fills an item, or is knowingly not taken (`skip`).
struct MappedColumn {
  Column column;
  std::optional<Written> item;
};

// A whole map. Names of the policy are not checked here: the policy in force knows them.
struct Mapping {
  Written record_type;
  Written channel;
  std::vector<Written> purposes;
  TextFrom source;
  std::optional<SubjectFrom> subject;  // nothing: every row is a new person
  std::optional<NamesFrom> subject_kind;
  std::optional<TextFrom> acquired_at;  // nothing: when it is sent
  std::vector<NamesFrom> consents;
  std::vector<std::pair<Written, TextFrom>> events;
  std::vector<Written> contexts;
  std::vector<std::pair<Written, TextFrom>> facts;
  std::optional<Written> exception;
  std::vector<MappedColumn> columns;                   // in the order of the map
  std::vector<std::pair<Written, std::string>> joins;  // what stands between several columns of one item
  bool trim = true;                                    // spaces around cells are dropped
};

// Reads a map; or says everything that is wrong with it. Pure and thread-safe.
tl::expected<Mapping, Faults> read_mapping(std::string_view yaml);

}  // namespace daicho::intake
