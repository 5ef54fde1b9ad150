// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/local_date.h"
#include "cli/terminal.h"
#include "policy/compile.h"

// The commands about a policy file. They need no server.
namespace daicho::cli {

// Today, in Japan.
base::LocalDate today();
// Compiles the policy of a file under the law of today.
base::Result<policy::Compilation> compile_file(const std::string& file);

// Prints what is wrong with the file, each finding with its place and way out. `strict`: warnings count.
int check_policy(const std::string& file, bool strict, const Manner& manner);

// Prints the page that the public reads.
int render_policy(const std::string& file, const Manner& manner);

}  // namespace daicho::cli
