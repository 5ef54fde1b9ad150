// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"

// The commands about a policy file. They need no server.
namespace daicho::cli {

// Prints what is wrong with the file, each finding with its place and way out. `strict`: warnings count.
int check_policy(const std::string& file, bool strict, const Manner& manner);

// Prints the page that the public reads.
int render_policy(const std::string& file, const Manner& manner);

// What `policy coverage` looks at.
struct CoverageWish {
  std::vector<std::string> files;
  std::string promises;   // a register of promises; empty: promises.yaml beside the policy, if it is there
  std::string scenarios;  // a folder of scenario files; empty: none
};
// Prints what keeps each clause and each promise. Finds fault when a promise is kept by nothing.
int cover_policies(const CoverageWish& wish, const Manner& manner);

}  // namespace daicho::cli
