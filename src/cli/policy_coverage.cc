// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy_commands.h"
#include "cli/policy_file.h"
#include "cli/texts.h"
#include "policy/coverage.h"

namespace daicho::cli {
namespace {

namespace fs = std::filesystem;
using policy::Coverage;
using policy::PromiseCoverage;
using policy::PromiseState;
using policy::RuleOutline;

constexpr std::size_t scenario_bytes_max = 1024 * 1024;
constexpr PromiseState all_states[] = {PromiseState::enforced, PromiseState::watched, PromiseState::statement,
                                       PromiseState::finding, PromiseState::gap};

std::string word(std::string_view key, base::Language language) {
  return std::string(help_text("coverage-" + std::string(key), language));
}

// The register of promises: the one named, or promises.yaml beside the policy; none when there is none.
base::Result<policy::PromiseRegister> read_register(const CoverageWish& wish, const std::string& file,
                                                    policy::Findings& findings, std::string& name) {
  name = wish.promises;
  if (name.empty()) {
    const fs::path beside = fs::path(file).parent_path() / "promises.yaml";
    std::error_code ignored;
    if (!fs::is_regular_file(beside, ignored)) return policy::PromiseRegister{};
    name = beside.string();
  }
  ASSIGN_OR_RETURN(const std::string yaml, read_file(name, policy_bytes_max));
  return policy::read_promise_register(yaml, findings);
}

base::Status add_scenarios(const std::string& folder, Coverage& coverage) {
  std::error_code failed;
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path().string());
  }
  if (failed) return base::fail(base::ErrorCode::file_not_readable, "Name a folder with .scenario files.");
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    ASSIGN_OR_RETURN(const std::string yaml, read_file(file, scenario_bytes_max));
    policy::Findings findings;
    add_scenario(coverage, policy::read_yaml(yaml, findings), file);
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words) out += (out.empty() ? "" : " ") + one;
  return out;
}

void print_rule(const RuleOutline& rule, base::Language language) {
  std::cout << "  " << word(public_name(rule.keeping).text(), language) << "  " << rule.kind << " "
            << rule.name;
  if (!rule.label.ja.empty()) std::cout << "  " << rule.label.in(language);
  if (!rule.evidence.empty()) {
    std::cout << "  (" << rule.evidence
              << (rule.every.empty() ? "" : ", " + word("every", language) + rule.every) << ")";
  }
  if (!rule.promises.empty()) std::cout << "  [" << joined(rule.promises) << "]";
  std::cout << "\n";
}

void print_showings(std::string_view key, const std::vector<policy::Showing>& showings,
                    base::Language language) {
  for (const policy::Showing& one : showings) {
    std::cout << "    " << word(key, language) << "  " << one.file << ":" << one.line << "\n";
  }
}

void print_promises(const Coverage& coverage, bool with_scenarios, base::Language language) {
  for (const PromiseCoverage& one : coverage.promises) {
    if (!with_scenarios && one.state != PromiseState::gap && one.state != PromiseState::finding) continue;
    std::cout << one.promise.id << "  " << word(public_name(one.state).text(), language) << "  "
              << one.promise.text.in(language) << "\n";
    if (!with_scenarios) continue;
    print_showings("kept", one.kept, language);
    print_showings("broken", one.broken, language);
  }
  for (const std::string& id : coverage.strangers)
    std::cout << id << "  " << word("stranger", language) << "\n";
}

void print_gaps(const std::vector<policy::Gap>& gaps, base::Language language) {
  for (const policy::Gap& gap : gaps) {
    std::cout << gap.id << "  " << word(public_name(gap.treatment).text(), language) << "  "
              << gap.text.in(language) << "\n";
  }
}

void print(const Coverage& coverage, const std::string& file, bool with_scenarios, base::Language language) {
  std::cout << file << "  " << coverage.outline.policy << " " << coverage.outline.version << "\n";
  for (const policy::ClauseOutline& clause : coverage.outline.clauses) {
    std::cout << "\n" << clause.number << " " << clause.name << "  " << clause.title.in(language);
    if (!clause.promises.empty()) std::cout << "  [" << joined(clause.promises) << "]";
    std::cout << "\n";
    for (const RuleOutline& rule : clause.rules) print_rule(rule, language);
  }
  std::cout << "\n";
  print_promises(coverage, with_scenarios, language);
  print_gaps(coverage.gaps, language);
  std::cout << "\n" << word("promises", language) << " " << coverage.promises.size();
  for (const PromiseState state : all_states) {
    std::cout << "  " << word(public_name(state).text(), language) << " " << coverage.count(state);
  }
  std::cout << "\n";
}

void write_strings(service::JsonWriter& out, const std::vector<std::string>& words) {
  out.begin_array();
  for (const std::string& one : words) out.published(one);
  out.end_array();
}

void write_rule(service::JsonWriter& out, const RuleOutline& rule, base::Language language) {
  out.begin_object().key("kind").published(rule.kind).key("name").published(rule.name);
  out.key("label").published(rule.label.in(language)).key("state").value(rule.keeping);
  out.key("line").value(base::Count(rule.position.line));
  if (!rule.evidence.empty()) out.key("evidence").published(rule.evidence);
  if (!rule.every.empty()) out.key("every").published(rule.every);
  out.key("promises");
  write_strings(out, rule.promises);
  out.end_object();
}

void write_showings(service::JsonWriter& out, base::Literal key,
                    const std::vector<policy::Showing>& showings) {
  out.key(key).begin_array();
  for (const policy::Showing& one : showings) {
    out.begin_object().key("file").published(one.file).key("line").value(base::Count(one.line)).end_object();
  }
  out.end_array();
}

void write_promise(service::JsonWriter& out, const Coverage& coverage, const PromiseCoverage& one,
                   base::Language language) {
  out.begin_object().key("id").published(one.promise.id).key("state").value(one.state);
  out.key("strength").value(one.promise.strength).key("read_in").published(one.promise.clause);
  out.key("text").published(one.promise.text.in(language));
  if (!one.promise.finding.empty()) out.key("finding").published(one.promise.finding);
  out.key("rules").begin_array();
  for (const policy::Keeper& keeper : one.keepers) {
    const policy::ClauseOutline& clause = coverage.outline.clauses[keeper.clause];
    const RuleOutline& rule = clause.rules[keeper.rule];
    out.begin_object().key("clause").published(clause.name).key("kind").published(rule.kind);
    out.key("name").published(rule.name).key("state").value(rule.keeping);
    out.key("line").value(base::Count(rule.position.line)).end_object();
  }
  out.end_array();
  write_showings(out, "kept", one.kept);
  write_showings(out, "broken", one.broken);
  out.end_object();
}

void write_gaps(service::JsonWriter& out, const std::vector<policy::Gap>& gaps, base::Language language) {
  out.begin_array();
  for (const policy::Gap& gap : gaps) {
    out.begin_object().key("id").published(gap.id).key("treatment").value(gap.treatment);
    out.key("text").published(gap.text.in(language)).end_object();
  }
  out.end_array();
}

void write(service::JsonWriter& out, const Coverage& coverage, const std::string& file,
           base::Language language) {
  out.begin_object().key("file").published(file).key("policy").published(coverage.outline.policy);
  out.key("version").published(coverage.outline.version).key("clauses").begin_array();
  for (const policy::ClauseOutline& clause : coverage.outline.clauses) {
    out.begin_object().key("id").published(clause.name).key("number").published(clause.number);
    out.key("title").published(clause.title.in(language)).key("promises");
    write_strings(out, clause.promises);
    out.key("rules").begin_array();
    for (const RuleOutline& rule : clause.rules) write_rule(out, rule, language);
    out.end_array().end_object();
  }
  out.end_array().key("promises").begin_array();
  for (const PromiseCoverage& one : coverage.promises) write_promise(out, coverage, one, language);
  out.end_array().key("unlisted");
  write_strings(out, coverage.strangers);
  out.key("gaps");
  write_gaps(out, coverage.gaps, language);
  out.key("counts").begin_object();
  for (const PromiseState state : all_states)
    out.key(public_name(state)).value(base::Count(coverage.count(state)));
  out.end_object().end_object();
}

base::Result<Coverage> cover_file(const PolicyFile& file, const CoverageWish& wish, const Manner& manner) {
  policy::Findings in_file, in_register;
  std::string register_name;
  ASSIGN_OR_RETURN(const auto promises, read_register(wish, file.name, in_register, register_name));
  if (has_errors(in_register)) {
    for (const policy::Finding& finding : in_register)
      std::cerr << policy::line(finding, register_name, manner.language) << "\n";
    return base::fail(base::ErrorCode::policy_invalid, "Mend the register of promises.");
  }
  Coverage coverage =
      cover(outline_of(policy::read_yaml(file.yaml, in_file)), file.compiled.findings, promises);
  if (!wish.scenarios.empty()) RETURN_IF_ERROR(add_scenarios(wish.scenarios, coverage));
  return coverage;
}

}  // namespace

int cover_policies(const CoverageWish& wish, const Manner& manner) {
  service::JsonWriter out;
  out.begin_object().key("files").begin_array();
  bool has_gap = false;
  std::vector<policy::Gap> common_gaps;
  for (const std::string& name : wish.files) {
    const auto file = read_policy(name, today());
    if (!file) return fail_with(file.error(), manner);
    if (!file->compiled.policy) return fail_with_findings(*file, manner);
    const auto coverage = cover_file(*file, wish, manner);
    if (!coverage) return fail_with(coverage.error(), manner);
    has_gap = has_gap || coverage->count(PromiseState::gap) > 0 || !coverage->strangers.empty();
    common_gaps = coverage->common_gaps;
    if (manner.json) {
      write(out, *coverage, name, manner.language);
    } else {
      print(*coverage, name, !wish.scenarios.empty(), manner.language);
    }
  }
  out.end_array().key("gaps");
  write_gaps(out, common_gaps, manner.language);
  out.end_object();
  if (manner.json) {
    std::cout << out.text() << "\n";
  } else {
    std::cout << "\n";
    print_gaps(common_gaps, manner.language);
  }
  return has_gap ? exit_findings : exit_done;
}

}  // namespace daicho::cli
