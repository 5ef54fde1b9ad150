// SPDX-License-Identifier: Apache-2.0
#include "service/fields.h"

#include <simdjson.h>

#include <algorithm>

#include "base/check.h"

namespace daicho::service {
namespace {

using base::Count;
using base::Error;
using base::ErrorCode;
using base::fail;
using base::Literal;
using base::Personal;
using base::Status;
using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::size_t id_text_max = 64;
constexpr std::size_t name_text_max = 64;
constexpr std::size_t alias_bytes_max = 256;

Error wrong(Literal field, Literal way_out) {
  return Error(ErrorCode::invalid_value, way_out).with("field", field);
}

ErrorCode code_of(simdjson::error_code error) {
  switch (static_cast<int>(error)) {
    case simdjson::UTF8_ERROR:
      return ErrorCode::invalid_encoding;
    case simdjson::DEPTH_ERROR:
      return ErrorCode::too_deep;
    case simdjson::CAPACITY:
      return ErrorCode::too_large;
    default:
      return ErrorCode::invalid_json;
  }
}

// The position of a key that stands twice, from 1; 0 when all differ.
std::uint64_t repeated_key(const object& fields) {
  std::vector<std::pair<std::string_view, std::uint64_t>> keys;
  std::uint64_t position = 0;
  for (const auto field : fields) keys.emplace_back(field.key, ++position);
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].first == keys[i - 1].first) return std::max(keys[i].second, keys[i - 1].second);
  }
  return 0;
}

Status expect_string(Literal field, element value, std::size_t bytes_max) {
  std::string_view text;
  if (value.get(text)) return fail(wrong(field, "send a JSON string here"));
  if (text.size() > bytes_max)
    return fail(Error(ErrorCode::too_large, "this text is too long").with("field", field));
  return {};
}

Status expect_names(Literal field, element value) {
  simdjson::dom::array list;
  if (value.get(list)) return fail(wrong(field, "send a list of names here"));
  if (list.size() > Fields::values_max)
    return fail(Error(ErrorCode::too_large, "too many names").with("field", field));
  for (const element name : list) RETURN_IF_ERROR(expect_string(field, name, name_text_max));
  return {};
}

Status expect_values(Literal field, element value) {
  object list;
  if (value.get(list)) return fail(wrong(field, "send an object of names and texts here"));
  if (list.size() > Fields::values_max)
    return fail(Error(ErrorCode::too_large, "too many values").with("field", field));
  if (const std::uint64_t twice = repeated_key(list)) {
    return fail(Error(ErrorCode::duplicate_field, "a name stands twice in this object; keep one")
                    .with("field", field)
                    .with("position", Count(twice)));
  }
  std::uint64_t position = 0;
  for (const auto pair : list) {
    ++position;
    std::string_view text;
    if (pair.value.get(text)) {
      return fail(Error(ErrorCode::invalid_value, "send each value as a JSON string, as the person gave it")
                      .with("field", field)
                      .with("position", Count(position)));
    }
    if (text.size() > Fields::value_bytes_max || pair.key.size() > name_text_max) {
      return fail(Error(ErrorCode::too_large, "a name or value is too long; send files as attachments")
                      .with("field", field)
                      .with("position", Count(position)));
    }
  }
  return {};
}

Status expect_dates(Literal field, element value) {
  RETURN_IF_ERROR(expect_values(field, value));
  std::uint64_t position = 0;
  for (const auto pair : object(value.get_object().value())) {
    ++position;
    if (!base::LocalDate::parse(pair.value.get_string().value())) {
      return fail(wrong(field, "send each day as YYYY-MM-DD").with("position", Count(position)));
    }
  }
  return {};
}

Status expect_subject(Literal field, element value) {
  object reference;
  constexpr Literal way_out = "send {\"id\": \"sub_…\"} or {\"alias\": \"…\"} here";
  if (value.get(reference) || reference.size() != 1) return fail(wrong(field, way_out));
  const auto only = *reference.begin();
  std::string_view text;
  if (only.value.get(text) || text.empty() || text.size() > alias_bytes_max)
    return fail(wrong(field, way_out));
  if (only.key == "id") {
    if (!base::SubjectId::parse(text)) return fail(wrong(field, "this is not the id of a person (sub_…)"));
    return {};
  }
  if (only.key != "alias") return fail(wrong(field, way_out));
  return {};
}

Status expect_date(Literal field, element value) {
  std::string_view text;
  if (value.get(text) || !base::LocalDate::parse(text)) return fail(wrong(field, "send a day as YYYY-MM-DD"));
  return {};
}

Status expect_instant(Literal field, element value) {
  std::string_view text;
  if (value.get(text) || !base::Instant::parse(text))
    return fail(wrong(field, "send a time as RFC 3339 has it"));
  return {};
}

Status expect_flag(Literal field, element value) {
  bool flag = false;
  if (value.get(flag)) return fail(wrong(field, "send true or false here"));
  return {};
}

Status expect_count(Literal field, element value) {
  std::uint64_t count = 0;
  if (value.get(count)) return fail(wrong(field, "send a whole number from 0 here"));
  return {};
}

Status expect(const Field& field, element value) {
  switch (field.type) {
    case FieldType::subject:
      return expect_subject(field.name, value);
    case FieldType::name:
      return expect_string(field.name, value, name_text_max);
    case FieldType::names:
      return expect_names(field.name, value);
    case FieldType::values:
    case FieldType::facts:
      return expect_values(field.name, value);
    case FieldType::text:
      return expect_string(field.name, value, Fields::value_bytes_max);
    case FieldType::dates:
      return expect_dates(field.name, value);
    case FieldType::date:
      return expect_date(field.name, value);
    case FieldType::instant:
      return expect_instant(field.name, value);
    case FieldType::id:
      return expect_string(field.name, value, id_text_max);
    case FieldType::flag:
      return expect_flag(field.name, value);
    case FieldType::count:
      return expect_count(field.name, value);
    case FieldType::document:
      return expect_string(field.name, value, Fields::document_bytes_max);
  }
  return {};
}

}  // namespace

struct Fields::Json {
  simdjson::dom::parser parser;
  std::vector<std::pair<Literal, element>> found;

  const element* find(Literal field) const {
    for (const auto& [name, value] : found) {
      if (name == field) return &value;
    }
    return nullptr;
  }
  element get(Literal field) const {
    const element* value = find(field);
    CHECK(value != nullptr);
    return *value;
  }
  std::string_view string(Literal field) const { return get(field).get_string().value(); }
};

Fields::Fields(std::unique_ptr<Json> json) : json_(std::move(json)) {}
Fields::Fields(Fields&&) noexcept = default;
Fields& Fields::operator=(Fields&&) noexcept = default;
Fields::~Fields() = default;

base::Result<Fields> Fields::read(std::string_view json, std::span<const Field> taken) {
  auto parsed = std::make_unique<Json>();
  if (parsed->parser.allocate(std::max<std::size_t>(json.size(), 64), depth_max)) {
    return fail(ErrorCode::overloaded, "there is no memory for this request now");
  }
  const auto root = parsed->parser.parse(simdjson::padded_string(json));
  if (root.error()) return fail(code_of(root.error()), "send one JSON object in UTF-8");
  object fields;
  if (root.get(fields)) return fail(ErrorCode::invalid_json, "send one JSON object in UTF-8");
  if (const std::uint64_t twice = repeated_key(fields)) {
    return fail(
        Error(ErrorCode::duplicate_field, "a field stands twice; keep one").with("position", Count(twice)));
  }
  std::uint64_t position = 0;
  for (const auto pair : fields) {
    ++position;
    const auto field = std::find_if(taken.begin(), taken.end(), [&](const Field& candidate) {
      return candidate.name.text() == pair.key;
    });
    if (field == taken.end()) {
      return fail(Error(ErrorCode::unknown_field, "this operation does not take the field at this position")
                      .with("position", Count(position)));
    }
    RETURN_IF_ERROR(expect(*field, pair.value));
    parsed->found.emplace_back(field->name, pair.value);
  }
  for (const Field& field : taken) {
    if (field.required && !parsed->find(field.name)) {
      return fail(Error(ErrorCode::missing_field, "this operation needs the field that is named")
                      .with("field", field.name));
    }
  }
  return Fields(std::move(parsed));
}

bool Fields::has(Literal field) const {
  return json_->find(field) != nullptr;
}
std::string Fields::name(Literal field) const {
  return std::string(json_->string(field));
}
std::string Fields::document(Literal field) const {
  return std::string(json_->string(field));
}
std::string_view Fields::id_text(Literal field) const {
  return json_->string(field);
}

std::vector<std::string> Fields::names(Literal field) const {
  std::vector<std::string> names;
  for (const element name : array(json_->get(field).get_array().value())) {
    names.emplace_back(name.get_string().value());
  }
  return names;
}

SubjectReference Fields::subject(Literal field) const {
  const object reference_of = json_->get(field).get_object().value();
  const auto only = *reference_of.begin();
  const std::string_view text = only.value.get_string().value();
  SubjectReference reference;
  if (only.key == "id") {
    reference.id = base::SubjectId::parse(text);
  } else {
    reference.alias = Personal<std::string>(std::string(text));
  }
  return reference;
}

std::vector<NamedValue> Fields::values(Literal field) const {
  std::vector<NamedValue> values;
  for (const auto pair : object(json_->get(field).get_object().value())) {
    values.push_back(
        {std::string(pair.key), Personal<std::string>(std::string(pair.value.get_string().value()))});
  }
  return values;
}

Personal<std::string> Fields::object_text(Literal field) const {
  return Personal<std::string>(simdjson::minify(json_->get(field)));
}

std::vector<NamedDate> Fields::dates(Literal field) const {
  std::vector<NamedDate> dates;
  for (const auto pair : object(json_->get(field).get_object().value())) {
    dates.push_back({std::string(pair.key), *base::LocalDate::parse(pair.value.get_string().value())});
  }
  return dates;
}

Personal<std::string> Fields::text(Literal field) const {
  return Personal<std::string>(std::string(json_->string(field)));
}
base::LocalDate Fields::date(Literal field) const {
  return *base::LocalDate::parse(json_->string(field));
}
base::Instant Fields::instant(Literal field) const {
  return *base::Instant::parse(json_->string(field));
}
bool Fields::flag(Literal field) const {
  return json_->get(field).get_bool().value();
}
std::uint64_t Fields::count(Literal field) const {
  return json_->get(field).get_uint64().value();
}

}  // namespace daicho::service
