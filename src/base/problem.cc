// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"

#include "base/log.h"

namespace daicho::base {
namespace {

void append_member(std::string& out, std::string_view name, const PublicValue& value) {
  append_json_string(out, name);
  out += ":";
  if (value.is_number()) {
    out += value.text();
  } else {
    append_json_string(out, value.text());
  }
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  append_json_string(out, name);
  out += ":";
  append_json_string(out, text);
}

}  // namespace

std::string problem_json(const Error& error, Language language) {
  const std::string name(public_name(error.code()).text());
  std::string out = "{";
  append_member(out, "type", "urn:daicho:problem:" + name);
  out += ",";
  append_member(out, "title", message(error.code(), language));
  out += ",\"status\":" + std::to_string(http_status(error.code())) + ",";
  append_member(out, "detail", error.way_out());
  out += ",";
  append_member(out, "code", name);
  for (std::size_t i = 0; i < error.details().size(); ++i) {
    out += i == 0 ? ",\"place\":{" : ",";
    append_member(out, error.details()[i].name.text(), error.details()[i].value);
  }
  if (!error.details().empty()) out += "}";
  return out + "}";
}

std::optional<unsigned> retry_after_seconds(ErrorCode code) {
  if (code == ErrorCode::clock_stepped_back) return 30;  // a clock is not set right within a second
  const int status = http_status(code);
  if (status == 429 || status == 503 || status == 507) return 1;
  return std::nullopt;
}

}  // namespace daicho::base
