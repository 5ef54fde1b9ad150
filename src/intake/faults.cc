// SPDX-License-Identifier: Apache-2.0
#include "intake/faults.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"
#include "intake_texts.h"

namespace daicho::intake {
namespace {

struct Row {
  FaultCode code;
  base::Literal name;
};

constexpr Row rows[] = {
#define FAULT(number, name) {FaultCode::name, #name},
#include "intake/fault_codes.inc"
#undef FAULT
};

// The sentence behind `name = ` on its own line of `file`.
std::string_view sentence(std::string_view file, std::string_view name) {
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = file.substr(at, end - at);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(" = "))
      return line.substr(name.size() + 3);
    at = end + 1;
  }
  return {};
}

}  // namespace

base::Literal public_name(FaultCode code) {
  const Row* row =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.code == code; });
  CHECK(row != std::end(rows));
  return row->name;
}

const std::vector<FaultCode>& all_fault_codes() {
  static const std::vector<FaultCode> codes = [] {
    std::vector<FaultCode> all;
    for (const Row& row : rows) all.push_back(row.code);
    return all;
  }();
  return codes;
}

std::string Fault::message(base::Language language) const {
  const std::string_view text = sentence(
      language == base::Language::ja ? texts::faults_ja_txt : texts::faults_en_txt, public_name(code).text());
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_place = text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}';
    const auto number = is_place ? static_cast<std::size_t>(text[at + 1] - '0') : quotes.size();
    if (number < quotes.size()) {
      out += quotes[number];
      at += 2;
    } else {
      out.push_back(text[at]);
    }
  }
  return out;
}

std::string line(const Fault& fault, std::string_view file_name, base::Language language) {
  std::string out(file_name);
  out += ":" + std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + ": ";
  return out.append(public_name(fault.code).text()).append(": ").append(fault.message(language));
}

}  // namespace daicho::intake
