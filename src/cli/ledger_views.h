// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cli/remote.h"

// The commands that look into the ledger of a running server. For people each entry is one line of a table;
// for programs (--json) one JSON object a line.
namespace daicho::cli {

// Prints the entries that the fields ask for; all of them with `all`, page by page, else one page. Each page
// is a reading of the ledger and stands in it.
int query_ledger(const Server& server, const std::vector<GivenField>& fields, bool all, const Manner& manner);

// Prints the last `lines` entries of all logs by their time. With `follow` it goes on with what comes, until
// it is interrupted or nobody reads its output. It reads signed heads and bundles, as a monitor does (C2SP
// tlog-tiles).
int tail_ledger(const Server& server, std::uint64_t lines, bool follow, const Manner& manner);

}  // namespace daicho::cli
