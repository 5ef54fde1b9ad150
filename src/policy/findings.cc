// SPDX-License-Identifier: Apache-2.0
#include "policy/findings.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "policy/texts.h"
#include "policy_texts.h"

namespace daicho::policy {
namespace {

struct Row {
  FindingCode code;
  base::Literal name;
  Severity severity;
  base::Literal citation;
};

constexpr Row rows[] = {
#define FINDING(number, name, severity, citation) {FindingCode::name, #name, Severity::severity, citation},
#include "policy/finding_codes.inc"
#undef FINDING
};

constexpr auto codes = [] {
  std::array<FindingCode, std::size(rows)> all{};
  std::transform(std::begin(rows), std::end(rows), all.begin(), [](const Row& row) { return row.code; });
  return all;
}();

const Row& row_of(FindingCode code) {
  const auto* row =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.code == code; });
  CHECK(row != std::end(rows));
  return *row;
}

std::string_view texts_in(base::Language language) {
  return language == base::Language::ja ? texts::findings_ja_txt : texts::findings_en_txt;
}

// `text` with {0}, {1} … replaced by the quotes.
std::string filled(std::string_view text, const std::vector<std::string>& quotes) {
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

}  // namespace

base::Literal public_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

base::Literal public_name(FindingCode code) {
  return row_of(code).name;
}
std::span<const FindingCode> all_finding_codes() {
  return codes;
}

Severity Finding::severity() const {
  return row_of(code).severity;
}
std::string_view Finding::citation() const {
  return row_of(code).citation.text();
}

std::string Finding::message(base::Language language) const {
  return filled(text_named(texts_in(language), public_name(code).text()), quotes);
}

std::string Finding::way_out(base::Language language) const {
  const std::string key = std::string(public_name(code).text()) + ".way_out";
  return filled(text_named(texts_in(language), key), quotes);
}

bool has_errors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity() == Severity::error; });
}

std::string line(const Finding& finding, std::string_view file_name, base::Language language) {
  std::string out(file_name);
  out += ":" + std::to_string(finding.position.line) + ":" + std::to_string(finding.position.column) + ": ";
  out += public_name(finding.severity()).text();
  out += ": ";
  out += public_name(finding.code).text();
  out += ": " + finding.message(language) + " → " + finding.way_out(language);
  if (!finding.citation().empty()) out += " [" + std::string(finding.citation()) + "]";
  return out;
}

}  // namespace daicho::policy
