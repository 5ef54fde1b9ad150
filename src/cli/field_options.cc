// SPDX-License-Identifier: Apache-2.0
#include "cli/field_options.h"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/texts.h"

namespace daicho::cli {
namespace {

using service::Field;
using service::FieldType;

// What stands behind the option of a field; empty for a flag.
std::string_view value_of(FieldType type) {
  switch (type) {
    case FieldType::subject:
    case FieldType::id:
      return "ID";
    case FieldType::name:
      return "NAME";
    case FieldType::names:
      return "NAME,…";
    case FieldType::date:
      return "DATE";
    case FieldType::instant:
      return "TIME";
    case FieldType::count:
      return "NUMBER";
    case FieldType::document:
      return "FILE";
    case FieldType::flag:
      return "";
    case FieldType::values:
    case FieldType::facts:
    case FieldType::dates:
    case FieldType::text:
      break;
  }
  return {};
}

// Whether a field is given in the body file alone, for what it holds is personal.
bool is_for_the_body(FieldType type) {
  return type == FieldType::values || type == FieldType::facts || type == FieldType::dates ||
         type == FieldType::text;
}

}  // namespace

FieldOptions::Range FieldOptions::add(CLI::App& app, std::span<const Field> fields, base::Language language) {
  const std::size_t first = given_.size();
  for (const Field& field : fields) {
    if (!is_for_the_body(field.type)) add_one(app, field, language);
  }
  return {first, given_.size()};
}

void FieldOptions::add_one(CLI::App& app, const Field& field, base::Language language) {
  const std::string name(field.name.text());
  given_.push_back({&field, {}});
  std::vector<std::string>& values = given_.back().values;
  std::string about(help_text("field-" + name, language));
  if (field.required) about += help_text("help-required", language);
  CLI::Option* option = nullptr;
  if (field.type == FieldType::flag) {
    option = app.add_flag_callback(
        "--" + dashed(name), [&values] { values = {"true"}; }, about);
  } else {
    option = app.add_option("--" + dashed(name), values, about)->type_name(std::string(value_of(field.type)));
    if (field.type == FieldType::names) {
      option->delimiter(',');
    } else {
      option->expected(1);
    }
  }
  option->group(std::string(help_text("group-fields", language)));
}

std::vector<GivenField> FieldOptions::given(Range range) const {
  std::vector<GivenField> fields;
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (!given_[i].values.empty()) fields.push_back(given_[i]);
  }
  return fields;
}

std::string names_for_the_body(std::span<const Field> fields) {
  std::string names;
  for (const Field& field : fields) {
    if (is_for_the_body(field.type))
      names += (names.empty() ? "" : ", ") + std::string(field.name.text()) + (field.required ? "*" : "");
  }
  return names;
}

std::string_view heading_of(policy::Operation scope) {
  switch (scope) {
    case policy::Operation::acquire:
    case policy::Operation::use:
    case policy::Operation::find:
    case policy::Operation::correct:
    case policy::Operation::decide_only:
    case policy::Operation::use_exception:
    case policy::Operation::provide:
    case policy::Operation::entrust:
    case policy::Operation::approve:
      return "group-handling";
    case policy::Operation::consent:
    case policy::Operation::withdraw:
    case policy::Operation::stop:
    case policy::Operation::lift:
    case policy::Operation::export_subject:
    case policy::Operation::read_state:
      return "group-person";
    case policy::Operation::report_event:
    case policy::Operation::hold:
    case policy::Operation::release:
    case policy::Operation::erase:
    case policy::Operation::run_retention:
      return "group-retention";
    case policy::Operation::read_ledger:
      return "group-ledger";
    case policy::Operation::publish_policy:
    case policy::Operation::administer:
      return "group-office";
  }
  return "group-office";
}

std::string dashed(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

}  // namespace daicho::cli
