// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/error.h"
#include "cli/command_tree.h"

namespace daicho::cli {

// The manual page of the program, daicho(1), in roff with the man macros: every command with its options and
// its example, the environment, and the exit codes with the errors that end in them.
std::string manual_page(const CommandTree& program, base::Language language);

}  // namespace daicho::cli
