// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/terminal.h"

// The commands about a policy file. They need no server.
namespace daicho::cli {

// Prints what is wrong with the file, each finding with its place and way out. `strict`: warnings count.
int check_policy(const std::string& file, bool strict, const Manner& manner);

// Prints the page that the public reads.
int render_policy(const std::string& file, const Manner& manner);

}  // namespace daicho::cli
