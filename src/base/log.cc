// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <ostream>

namespace daicho::base {

Literal public_name(Severity severity) {
  switch (severity) {
    case Severity::debug:
      return "debug";
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20) {
      out += "\\u00";
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

Log::Log(std::ostream& out, const Clock& clock, Severity least) : out_(out), clock_(clock), least_(least) {}

void Log::write(Severity severity, Literal event, std::initializer_list<Field> fields) {
  if (severity < least_) return;
  std::string line = "{\"time\":\"" + clock_.now().text() + "\",\"severity\":\"";
  line += public_name(severity).text();
  line += "\",\"event\":";
  append_json_string(line, event.text());
  for (const Field& field : fields) {
    line += ",";
    append_json_string(line, field.name.text());
    line += ":";
    if (field.value.is_number()) {
      line += field.value.text();
    } else {
      append_json_string(line, field.value.text());
    }
  }
  line += "}\n";
  const std::lock_guard lock(mutex_);
  out_ << line << std::flush;
}

}  // namespace daicho::base
