// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/command_tree.h"
#include "cli/terminal.h"

namespace CLI {
class ParseError;
}

namespace daicho::cli {

// Says on standard error what was not understood of `words` (the arguments behind the program's name), what
// was probably meant, and where help is; with --json among them, as a problem. Returns the exit code of
// usage.
int tell_usage(const CommandTree& program, const std::vector<std::string>& words,
               const CLI::ParseError& error, Manner manner);

}  // namespace daicho::cli
