// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cli/remote.h"

namespace daicho::cli {

// Erases what is due in bounded runs, one after the other, and shows how far it is. An interruption (SIGINT,
// SIGTERM) is taken up between two runs: what was done stays done, and the same command goes on from there.
// Prints the totals. Exit code 0 when nothing is due any more, 8 when interrupted. `fields`: what each run is
// asked with.
int run_retention(const Server& server, std::vector<GivenField> fields, const Manner& manner);

}  // namespace daicho::cli
