// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/command_tree.h"

namespace daicho::cli {

enum class Shell { bash, zsh, fish };

// A script that makes the shell complete every command, option and closed value of the program.
std::string completion_script(const CommandTree& program, Shell shell);

}  // namespace daicho::cli
