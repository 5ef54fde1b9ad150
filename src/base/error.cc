// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include "base/check.h"
#include "base_texts.h"

namespace daicho::base {
namespace {

struct Row {
  ErrorCode code;
  Literal name;
  int http;
  int exit;
};

constexpr Row rows[] = {
#define ERROR(number, name, http, exit) {ErrorCode::name, #name, http, exit},
#include "base/error_codes.inc"
#undef ERROR
};

const Row& row(ErrorCode code) {
  for (const Row& candidate : rows) {
    if (candidate.code == code) return candidate;
  }
  CHECK(!"error code outside the table");
  return rows[0];
}

// The text behind `name = ` on its own line of `file`.
std::string_view line_of(std::string_view file, std::string_view name) {
  std::size_t at = 0;
  while (at < file.size()) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = file.substr(at, end - at);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(" = "))
      return line.substr(name.size() + 3);
    at = end + 1;
  }
  CHECK(!"error code without a text");
  return {};
}

}  // namespace

Literal public_name(ErrorCode code) {
  return row(code).name;
}
int http_status(ErrorCode code) {
  return row(code).http;
}
int exit_code(ErrorCode code) {
  return row(code).exit;
}

const std::vector<ErrorCode>& all_error_codes() {
  static const std::vector<ErrorCode> codes = [] {
    std::vector<ErrorCode> all;
    for (const Row& r : rows) all.push_back(r.code);
    return all;
  }();
  return codes;
}

Literal public_name(Language language) {
  switch (language) {
    case Language::ja:
      return "ja";
    case Language::en:
      return "en";
  }
  return "en";
}

std::string_view message(ErrorCode code, Language language) {
  const std::string_view name = row(code).name.text();
  return line_of(language == Language::ja ? texts::errors_ja_txt : texts::errors_en_txt, name);
}

std::string Error::text() const {
  std::string out(public_name(code_).text());
  out += ": ";
  out += way_out_.text();
  for (std::size_t i = 0; i < details_.size(); ++i) {
    out += i == 0 ? " (" : ", ";
    out += details_[i].name.text();
    out += "=";
    out += details_[i].value.text();
  }
  if (!details_.empty()) out += ")";
  return out;
}

}  // namespace daicho::base
