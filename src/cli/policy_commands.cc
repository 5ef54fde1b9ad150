// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_commands.h"

#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy_file.h"
#include "service/policy_page.h"

namespace daicho::cli {

int check_policy(const std::string& file, bool strict, const Manner& manner) {
  const auto read = read_policy(file, today());
  if (!read) return fail_with(read.error(), manner);
  const policy::Findings& findings = read->compiled.findings;
  const std::size_t errors = count(findings, policy::Severity::error);
  const std::size_t warnings = count(findings, policy::Severity::warning);
  const std::size_t notes = count(findings, policy::Severity::note);
  if (manner.json) {
    fail_with_findings(*read, manner);
  } else {
    print_findings(findings, file, manner);
    const bool ja = manner.language == base::Language::ja;
    std::cout << (ja ? "誤り " : "errors: ") << errors << (ja ? "、警告 " : ", warnings: ") << warnings
              << (ja ? "、注記 " : ", notes: ") << notes << "\n";
  }
  return errors > 0 || (strict && warnings > 0) ? exit_findings : exit_done;
}

int render_policy(const std::string& file, const Manner& manner) {
  const auto read = read_policy(file, today());
  if (!read) return fail_with(read.error(), manner);
  if (!read->compiled.policy) return fail_with_findings(*read, manner);
  const policy::Policy& policy = *read->compiled.policy;
  std::cout << (manner.json ? service::policy_json(policy, manner.language)
                            : service::policy_html(policy, manner.language));
  return exit_done;
}

}  // namespace daicho::cli
