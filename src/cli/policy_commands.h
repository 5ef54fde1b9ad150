// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/local_date.h"
#include "cli/terminal.h"
#include "policy/compile.h"

// The commands about a policy file. They need no server.
namespace daicho::cli {

// What `policy check` looks at.
struct CheckWish {
  std::vector<std::string> files;
  bool strict = false;  // warnings make it fail, too
  std::string format;   // text, json or sarif; empty: text, or json with --json
  std::string as_of;    // the day whose law counts; empty: today
};
// Prints what is wrong with the files, each finding with its place, article and way out.
int check_policies(const CheckWish& wish, const Manner& manner);

// Prints the page that the public reads.
int render_policy(const std::string& file, const Manner& manner);

// Prints the JSON Schema of policy files (2020-12), for YAML language servers and validators.
int print_schema(const Manner& manner);

// What `policy test` plays.
struct ScenarioWish {
  std::string policy;
  std::vector<std::string> scenarios;  // files, or folders of .scenario files
  std::string format;                  // text, json or junit; empty: text, or json with --json
};
// Plays scenarios against a register in memory under this policy. Files about other policies are left out.
int test_policy(const ScenarioWish& wish, const Manner& manner);

// Prints what changes from one version to the next and what follows from it. Like diff(1) it ends with 1 when
// anything does.
int diff_policies(const std::string& before, const std::string& after, const Manner& manner);

// What `policy new` is given.
struct InterviewWish {
  std::string answers;  // a YAML file of answers; empty: the person is asked
  std::string out;      // the file to write; empty: standard output
};
// Interviews a company and writes its first policy; explains what the answers mean in law.
int new_policy(const InterviewWish& wish, const Manner& manner);

// What `policy coverage` looks at.
struct CoverageWish {
  std::vector<std::string> files;
  std::string promises;   // a register of promises; empty: promises.yaml beside the policy, if it is there
  std::string scenarios;  // a folder of scenario files; empty: none
};
// Prints what keeps each clause and each promise. Finds fault when a promise is kept by nothing.
int cover_policies(const CoverageWish& wish, const Manner& manner);

}  // namespace daicho::cli
