// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_sarif.h"

#include <algorithm>

namespace daicho::cli {
namespace {

using policy::Finding;
using policy::FindingCode;
using service::JsonWriter;

void write_text(JsonWriter& out, base::Literal key, const std::string& text) {
  out.key(key).begin_object().key("text").published(text).end_object();
}

// A percent-encoded relative reference (RFC 3986), as an artifact's address must be.
std::string uri_of(const std::string& file) {
  constexpr std::string_view plain = "-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          plain.find(c) != std::string_view::npos;
    if (is_plain) {
      out.push_back(c);
    } else {
      out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

void write_rule(JsonWriter& out, FindingCode code, base::Language language) {
  const Finding any{code, {1, 1}, "", {}};
  out.begin_object().key("id").value(code);
  write_text(out, "shortDescription", any.message(language));
  write_text(out, "help", any.way_out(language));
  out.key("defaultConfiguration").begin_object().key("level").value(any.severity()).end_object();
  if (!any.citation().empty()) {
    out.key("properties").begin_object().key("tags").begin_array();
    out.published(any.citation()).end_array().end_object();
  }
  out.end_object();
}

void write_result(JsonWriter& out, const Finding& finding, const std::string& file, base::Language language) {
  const auto codes = policy::all_finding_codes();
  const auto index = std::find(codes.begin(), codes.end(), finding.code) - codes.begin();
  out.begin_object().key("ruleId").value(finding.code);
  out.key("ruleIndex").value(base::Count(static_cast<std::uint64_t>(index)));
  out.key("level").value(finding.severity());
  write_text(out, "message", finding.message(language) + " → " + finding.way_out(language));
  out.key("locations").begin_array().begin_object().key("physicalLocation").begin_object();
  out.key("artifactLocation").begin_object().key("uri").published(uri_of(file)).end_object();
  out.key("region").begin_object().key("startLine").value(base::Count(finding.position.line));
  out.key("startColumn").value(base::Count(finding.position.column)).end_object().end_object();
  if (!finding.clause.empty()) {
    out.key("logicalLocations").begin_array().begin_object();
    out.key("fullyQualifiedName").published(finding.clause).end_object().end_array();
  }
  out.end_object().end_array().end_object();
}

}  // namespace

std::string sarif_log(const std::vector<PolicyFile>& files, base::Language language) {
  JsonWriter out;
  out.begin_object().key("$schema").published("https://json.schemastore.org/sarif-2.1.0.json");
  out.key("version").published("2.1.0").key("runs").begin_array().begin_object();
  out.key("tool").begin_object().key("driver").begin_object().key("name").published("daicho");
  out.key("version").published(DAICHO_VERSION).key("rules").begin_array();
  for (const FindingCode code : policy::all_finding_codes()) write_rule(out, code, language);
  out.end_array().end_object().end_object();
  out.key("columnKind").published("unicodeCodePoints");
  out.key("language").value(language).key("results").begin_array();
  for (const PolicyFile& file : files) {
    for (const Finding& finding : file.compiled.findings) write_result(out, finding, file.name, language);
  }
  out.end_array().end_object().end_array().end_object();
  return std::move(out).take();
}

}  // namespace daicho::cli
