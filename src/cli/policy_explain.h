// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"

namespace daicho::cli {

// A question to a policy file, as it is given on the command line. What is not given is as it is most
// plainly: a person in the register, whose record was acquired for the purpose asked about, a source that is
// stated.
struct ExplainOptions {
  std::string file;
  std::string operation = "use";
  std::string purpose, record_type, channel, medium, exception;
  std::vector<std::string> items, purposes, acquired_for, contexts, facts, consents, stops;
  bool source_not_stated = false;
  std::string on;  // YYYY-MM-DD; today when empty
};

// Says whether the policy of a file would permit it, and by which clauses and articles. Needs no server and
// reads nobody. Exit code 0 permitted, 5 denied.
int explain_policy(const ExplainOptions& options, const Manner& manner);

}  // namespace daicho::cli
