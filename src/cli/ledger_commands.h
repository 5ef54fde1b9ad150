// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/terminal.h"

// The commands that verify a ledger. They need the files and the public key, and no server.
namespace daicho::cli {

// Verifies an exported folder. `previous`: an earlier register checkpoint that it must go on from; may be
// empty.
int verify_ledger(const std::string& folder, const std::string& key_file, const std::string& previous,
                  const Manner& manner);

// Checks a proof file and prints the entry that it proves.
int check_ledger_proof(const std::string& file, const std::string& key_file, const Manner& manner);

}  // namespace daicho::cli
