// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/exit_code.h"
#include "cli/policy_commands.h"
#include "cli/policy_file.h"
#include "cli/texts.h"
#include "scenario/player.h"

namespace daicho::cli {
namespace {

namespace fs = std::filesystem;
using scenario::PlayedCase;

constexpr std::size_t scenario_bytes_max = 1024 * 1024;

// One scenario file, played.
struct Played {
  std::string file;
  std::string title;
  std::vector<PlayedCase> cases;

  std::size_t faults() const {
    return static_cast<std::size_t>(
        std::count_if(cases.begin(), cases.end(), [](const PlayedCase& one) { return !one.fault.empty(); }));
  }
};

std::string word(std::string_view key, base::Language language) {
  return std::string(help_text("scenarios-" + std::string(key), language));
}

// The files meant: those named, and every .scenario file of the folders named.
base::Result<std::vector<std::string>> files_of(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  for (const std::string& name : names) {
    std::error_code failed;
    if (!fs::is_directory(name, failed)) {
      files.push_back(name);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : fs::recursive_directory_iterator(name, failed)) {
      if (entry.path().extension() == ".scenario") inside.push_back(entry.path().string());
    }
    if (failed)
      return base::fail(base::ErrorCode::file_not_readable, "Name scenario files or a folder of them.");
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::string text_of(const policy::Node& node, std::string_view key) {
  const policy::Node* found = node.find(key);
  return found == nullptr ? std::string() : found->text;
}

// Plays one file; nothing when it is about another policy.
base::Result<std::optional<Played>> play(const std::string& file, const PolicyFile& policy,
                                         base::Language language) {
  ASSIGN_OR_RETURN(const std::string yaml, read_file(file, scenario_bytes_max));
  policy::Findings findings;
  const policy::Node scenario = policy::read_yaml(yaml, findings);
  Played played{.file = file, .title = text_of(scenario, "scenario"), .cases = {}};
  for (const policy::Finding& one : findings) {
    played.cases.push_back(
        {.line = one.position.line, .verb = {}, .expected = {}, .fault = one.message(language)});
  }
  if (!findings.empty()) return played;
  if (text_of(scenario, "policy") != policy.compiled.policy->name().text()) return std::optional<Played>();
  ASSIGN_OR_RETURN(const auto asker, scenario::ask_in_process(policy.yaml));
  played.cases = scenario::Player(*asker, *policy.compiled.policy).play(scenario);
  if (played.cases.empty()) {
    played.cases.push_back({.line = 1, .verb = {}, .expected = {}, .fault = word("no-case", language)});
  }
  return played;
}

void print(const std::vector<Played>& all, base::Language language) {
  std::size_t cases = 0, faults = 0;
  for (const Played& played : all) {
    cases += played.cases.size();
    faults += played.faults();
    std::cout << word(played.faults() == 0 ? "passed" : "failed", language) << "  " << played.file << "  "
              << played.title << " (" << played.cases.size() << ")\n";
    for (const PlayedCase& one : played.cases) {
      if (one.fault.empty()) continue;
      std::cout << played.file << ":" << one.line << ": " << one.verb << ": " << one.fault << "\n";
    }
  }
  std::cout << word("scenarios", language) << " " << all.size() << ", " << word("cases", language) << " "
            << cases << ", " << word("faults", language) << " " << faults << "\n";
}

std::string json_of(const std::vector<Played>& all) {
  service::JsonWriter out;
  out.begin_object().key("scenarios").begin_array();
  for (const Played& played : all) {
    out.begin_object().key("file").published(played.file).key("scenario").published(played.title);
    out.key("cases").begin_array();
    for (const PlayedCase& one : played.cases) {
      out.begin_object().key("line").value(base::Count(one.line)).key("verb").published(one.verb);
      out.key("expected").published(one.expected).key("passed").boolean(one.fault.empty());
      if (!one.fault.empty()) out.key("fault").published(one.fault);
      out.end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return std::move(out).take();
}

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out.push_back(c == '\n' ? ' ' : c);
    }
  }
  return out;
}

// The form that build servers read: a suite a file, a case a step.
std::string junit_of(const std::vector<Played>& all) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const Played& played : all) {
    out += "<testsuite name=\"" + xml(played.file) + "\" tests=\"" + std::to_string(played.cases.size()) +
           "\" failures=\"" + std::to_string(played.faults()) + "\">\n";
    for (const PlayedCase& one : played.cases) {
      out += "<testcase classname=\"" + xml(played.title) + "\" name=\"" + std::to_string(one.line) + " " +
             xml(one.verb) + " " + xml(one.expected) + "\"";
      out += one.fault.empty() ? "/>\n" : "><failure message=\"" + xml(one.fault) + "\"/></testcase>\n";
    }
    out += "</testsuite>\n";
  }
  return out + "</testsuites>";
}

}  // namespace

int test_policy(const ScenarioWish& wish, const Manner& manner) {
  const auto policy = read_policy(wish.policy, today());
  if (!policy) return fail_with(policy.error(), manner);
  if (!policy->compiled.policy) return fail_with_findings(*policy, manner);
  const auto files = files_of(wish.scenarios);
  if (!files) return fail_with(files.error(), manner);
  std::vector<Played> all;
  for (const std::string& file : *files) {
    auto played = play(file, *policy, manner.language);
    if (!played) return fail_with(played.error(), manner);
    if (*played) all.push_back(std::move(**played));
  }
  if (all.empty()) {
    return fail_with(base::Error(base::ErrorCode::not_found,
                                 "No scenario is about this policy; its head names it: policy: NAME."),
                     manner);
  }
  if (wish.format == "junit") {
    std::cout << junit_of(all) << "\n";
  } else if (manner.json || wish.format == "json") {
    std::cout << json_of(all) << "\n";
  } else {
    print(all, manner.language);
  }
  const bool fails =
      std::any_of(all.begin(), all.end(), [](const Played& played) { return played.faults() > 0; });
  return fails ? exit_findings : exit_done;
}

}  // namespace daicho::cli
