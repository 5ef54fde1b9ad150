// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_commands.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include "cli/exit_code.h"
#include "crypto/hash.h"
#include "policy/compile.h"
#include "service/json_writer.h"
#include "service/law_in_force.h"
#include "service/policy_page.h"

namespace daicho::cli {
namespace {

constexpr std::size_t policy_bytes_max = 8 * 1024 * 1024;

void print_findings(const policy::Findings& findings, const std::string& file, const Manner& manner) {
  if (!manner.json) {
    for (const policy::Finding& finding : findings)
      std::cout << policy::line(finding, file, manner.language) << "\n";
    return;
  }
  service::JsonWriter out;
  out.begin_object().key("file").published(file).key("findings").begin_array();
  for (const policy::Finding& finding : findings) {
    out.begin_object().key("code").value(finding.code).key("severity").value(finding.severity());
    out.key("line")
        .value(base::Count(finding.position.line))
        .key("column")
        .value(base::Count(finding.position.column));
    out.key("clause").published(finding.clause).key("article").published(finding.citation());
    out.key("message").published(finding.message(manner.language));
    out.key("way_out").published(finding.way_out(manner.language)).end_object();
  }
  out.end_array().end_object();
  std::cout << out.text() << "\n";
}

std::size_t count(const policy::Findings& findings, policy::Severity severity) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [&](const policy::Finding& f) { return f.severity() == severity; }));
}

}  // namespace

base::LocalDate today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return base::LocalDate::on(
      base::Instant::from_seconds(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
}

base::Result<policy::Compilation> compile_file(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string yaml, read_file(file, policy_bytes_max));
  ASSIGN_OR_RETURN(const auto law, service::LawInForce::carried(today()));
  return policy::compile(yaml, crypto::public_digest(yaml), law.terms());
}

int check_policy(const std::string& file, bool strict, const Manner& manner) {
  const auto compiled = compile_file(file);
  if (!compiled) return fail_with(compiled.error(), manner, file);
  print_findings(compiled->findings, file, manner);
  const std::size_t errors = count(compiled->findings, policy::Severity::error);
  const std::size_t warnings = count(compiled->findings, policy::Severity::warning);
  const std::size_t notes = count(compiled->findings, policy::Severity::note);
  if (!manner.json) {
    const bool ja = manner.language == base::Language::ja;
    std::cout << (ja ? "誤り " : "errors: ") << errors << (ja ? "、警告 " : ", warnings: ") << warnings
              << (ja ? "、注記 " : ", notes: ") << notes << "\n";
  }
  return errors > 0 || (strict && warnings > 0) ? exit_findings : exit_done;
}

int render_policy(const std::string& file, const Manner& manner) {
  const auto compiled = compile_file(file);
  if (!compiled) return fail_with(compiled.error(), manner, file);
  if (!compiled->policy) {
    print_findings(compiled->findings, file, manner);
    return exit_findings;
  }
  std::cout << (manner.json ? service::policy_json(*compiled->policy, manner.language)
                            : service::policy_html(*compiled->policy, manner.language));
  return exit_done;
}

}  // namespace daicho::cli
