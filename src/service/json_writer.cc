// SPDX-License-Identifier: Apache-2.0
#include "service/json_writer.h"

#include "base/log.h"

namespace daicho::service {

void JsonWriter::separate() {
  if (needs_comma_) out_.push_back(',');
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_.push_back('{');
  needs_comma_ = false;
  return *this;
}
JsonWriter& JsonWriter::end_object() {
  out_.push_back('}');
  needs_comma_ = true;
  return *this;
}
JsonWriter& JsonWriter::begin_array() {
  separate();
  out_.push_back('[');
  needs_comma_ = false;
  return *this;
}
JsonWriter& JsonWriter::end_array() {
  out_.push_back(']');
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::raw_key(std::string_view name) {
  separate();
  base::append_json_string(out_, name);
  out_.push_back(':');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::raw_string(std::string_view text) {
  separate();
  base::append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(const base::PublicValue& value) {
  if (!value.is_number()) return raw_string(value.text());
  separate();
  out_ += value.text();
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

void JsonWriter::rewind(const Mark& mark) {
  out_.resize(mark.length);
  needs_comma_ = mark.needs_comma;
}

JsonWriter& JsonWriter::published(std::string_view text) {
  return raw_string(text);
}

}  // namespace daicho::service
