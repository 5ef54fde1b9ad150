// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_file.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include "cli/exit_code.h"
#include "crypto/hash.h"
#include "service/law_in_force.h"

namespace daicho::cli {

base::LocalDate today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return base::LocalDate::on(
      base::Instant::from_seconds(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
}

base::Result<PolicyFile> read_policy(const std::string& file, base::LocalDate day) {
  ASSIGN_OR_RETURN(std::string yaml, read_file(file, policy_bytes_max));
  ASSIGN_OR_RETURN(const auto law, service::LawInForce::carried(day));
  auto compiled = policy::compile(yaml, crypto::public_digest(yaml), law.terms());
  return PolicyFile{file, std::move(yaml), std::move(compiled)};
}

void print_findings(const policy::Findings& findings, const std::string& file, const Manner& manner) {
  for (const policy::Finding& finding : findings)
    std::cout << policy::line(finding, file, manner.language) << "\n";
}

void write_findings(service::JsonWriter& out, const policy::Findings& findings, base::Language language) {
  out.begin_array();
  for (const policy::Finding& finding : findings) {
    out.begin_object().key("code").value(finding.code).key("severity").value(finding.severity());
    out.key("line").value(base::Count(finding.position.line));
    out.key("column").value(base::Count(finding.position.column));
    out.key("clause").published(finding.clause).key("article").published(finding.citation());
    out.key("message").published(finding.message(language));
    out.key("way_out").published(finding.way_out(language)).end_object();
  }
  out.end_array();
}

std::size_t count(const policy::Findings& findings, policy::Severity severity) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [&](const policy::Finding& f) { return f.severity() == severity; }));
}

int fail_with_findings(const PolicyFile& file, const Manner& manner) {
  if (manner.json) {
    service::JsonWriter out;
    out.begin_object().key("file").published(file.name).key("findings");
    write_findings(out, file.compiled.findings, manner.language);
    out.end_object();
    std::cout << out.text() << "\n";
  } else {
    print_findings(file.compiled.findings, file.name, manner);
  }
  return exit_findings;
}

}  // namespace daicho::cli
