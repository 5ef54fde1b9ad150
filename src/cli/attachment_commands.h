// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/remote.h"

// The commands that bring files of persons in and out. The decision comes first, by the operation itself;
// then the file is streamed by the entry that it left.
namespace daicho::cli {

// Asks whether `file` may come in, and sends it when it may. Prints the entry that says that it is there.
int attach_file(const Server& server, const std::vector<GivenField>& fields, const std::string& body_file,
                const std::string& idempotency_key, const std::string& file, const Manner& manner);

// Asks whether the file may be read, and writes it to `out_file` (`-`: standard output) when it may. A file
// that is there is never overwritten, and none appears under that name before it is whole; only its owner may
// read it.
int save_attachment(const Server& server, const std::vector<GivenField>& fields, const std::string& body_file,
                    const std::string& out_file, const Manner& manner);

}  // namespace daicho::cli
