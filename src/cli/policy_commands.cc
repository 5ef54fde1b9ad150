// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_commands.h"

#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy_file.h"
#include "cli/policy_sarif.h"
#include "service/policy_page.h"

namespace daicho::cli {

namespace {

void print_counts(const policy::Findings& findings, base::Language language) {
  const bool ja = language == base::Language::ja;
  std::cout << (ja ? "誤り " : "errors: ") << count(findings, policy::Severity::error)
            << (ja ? "、警告 " : ", warnings: ") << count(findings, policy::Severity::warning)
            << (ja ? "、注記 " : ", notes: ") << count(findings, policy::Severity::note) << "\n";
}

std::string findings_json(const std::vector<PolicyFile>& files, base::Language language) {
  service::JsonWriter out;
  out.begin_object().key("files").begin_array();
  for (const PolicyFile& file : files) {
    out.begin_object().key("file").published(file.name).key("findings");
    write_findings(out, file.compiled.findings, language);
    out.end_object();
  }
  out.end_array().end_object();
  return std::move(out).take();
}

}  // namespace

int check_policies(const CheckWish& wish, const Manner& manner) {
  const auto day = wish.as_of.empty() ? today() : base::LocalDate::parse(wish.as_of);
  if (!day) {
    return fail_with(base::Error(base::ErrorCode::invalid_value, "Write the day as 2026-04-01.")
                         .with("option", base::Literal("--as-of")),
                     manner);
  }
  std::vector<PolicyFile> files;
  policy::Findings all;
  for (const std::string& name : wish.files) {
    auto file = read_policy(name, *day);
    if (!file) return fail_with(file.error(), manner);
    all.insert(all.end(), file->compiled.findings.begin(), file->compiled.findings.end());
    files.push_back(*std::move(file));
  }
  if (wish.format == "sarif") {
    std::cout << sarif_log(files, manner.language) << "\n";
  } else if (manner.json || wish.format == "json") {
    std::cout << findings_json(files, manner.language) << "\n";
  } else {
    for (const PolicyFile& file : files) print_findings(file.compiled.findings, file.name, manner);
    print_counts(all, manner.language);
  }
  const bool fails =
      count(all, policy::Severity::error) > 0 || (wish.strict && count(all, policy::Severity::warning) > 0);
  return fails ? exit_findings : exit_done;
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
