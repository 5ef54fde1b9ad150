// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/remote.h"
#include "cli/terminal.h"

namespace daicho::cli {

// What `daicho import` is told.
struct ImportOptions {
  std::string file;
  std::string map;
  std::string encoding = "auto";  // utf-8, cp932, euc-jp or auto
  bool dry_run = false;           // looks at every row and sends nothing
  bool fresh = false;             // forgets an earlier import of the file
  Server server;
};

// Imports a file of rows by way of the bulk interface (docs/operating/import.md). Beside FILE it keeps
// FILE.import-state, so that it goes on where it was stopped and every row has its effect once;
// FILE.errors.csv (or .tsv, .jsonl) with the rows that were not taken; and FILE.quarantine.csv with the
// columns that the map does not name. Exit code: 0 when all rows were taken, 1 when some were not, others by
// error.
int import_file(const ImportOptions& options, const Manner& manner);

}  // namespace daicho::cli
