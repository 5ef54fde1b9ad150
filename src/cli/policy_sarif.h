// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/policy_file.h"

namespace daicho::cli {

// The findings of `files` as one log that code hosts and editors show in place (SARIF 2.1.0, OASIS). Every
// code of finding stands there as a rule, with its sentences in `language`, whether or not it was found.
std::string sarif_log(const std::vector<PolicyFile>& files, base::Language language);

}  // namespace daicho::cli
