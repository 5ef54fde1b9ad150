// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/error.h"
#include "cli/command_tree.h"

namespace daicho::cli {

// The page that `--help` shows: what the command does, how it is called, its options by group, an example.
// `called` is how it is called: `daicho ledger verify`.
std::string help_page(const CommandTree& command, const std::string& called, base::Language language);

}  // namespace daicho::cli
